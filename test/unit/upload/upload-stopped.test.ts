import { UploadJournal, type UploadProgress } from '../../../lib/upload';
import { createFakeService, type FakeService } from './fake-service';
import { upload } from './three-part-upload';

describe('an upload that is stopped', () => {
	it('before it starts sends nothing', async () => {
		const open = jest.fn(async () => 'key');
		const service = createFakeService({ session: { open } });
		const signal = AbortSignal.abort();
		await expect(upload(service, { signal })).rejects.toMatchObject({ code: 'UPLOAD_ABORTED', facts: {} });
		expect(open).not.toHaveBeenCalled();
	});

	it.each<[string, () => FakeService]>([
		['opening', () => createFakeService({ session: { open: () => new Promise(() => {}) } })],
		['signing', () => createFakeService({ session: { signParts: () => new Promise(() => {}) } })],
		['sending', () => createFakeService({ answer: () => 'silence' })],
	])('while %s ends at once, without a commit', async (_, create) => {
		const service = create();
		const stop = new AbortController();
		const stopped = upload(service, { signal: stop.signal });
		setImmediate(() => stop.abort('enough'));
		await expect(stopped).rejects.toMatchObject({ code: 'UPLOAD_ABORTED', cause: 'enough', facts: {} });
		expect(service.commits).toEqual([]);
	});

	it('after the last part is not committed', async () => {
		const stop = new AbortController();
		const service = createFakeService();
		const onProgress = ({ storedParts }: UploadProgress) => storedParts === 3 && stop.abort();
		await expect(upload(service, { signal: stop.signal, onProgress })).rejects.toMatchObject({
			code: 'UPLOAD_ABORTED',
		});
		expect(service.commits).toEqual([]);
	});

	it('while it is committed says so', async () => {
		const stop = new AbortController();
		const commit = async () => {
			stop.abort();
			return await Promise.reject(new Error('aborted'));
		};
		const service = createFakeService({ session: { commit } });
		await expect(upload(service, { signal: stop.signal })).rejects.toMatchObject({
			code: 'UPLOAD_ABORTED',
			facts: { isCommitSent: true },
		});
	});
});

it('a stop does not wait for the disk, and the commit is not sent then', async () => {
	const service = createFakeService();
	const stop = new AbortController();
	const journal = new UploadJournal(undefined, async ({ kind }) => {
		if (kind !== 'committing') return;
		stop.abort();
		await new Promise(() => {});
	});
	const error: unknown = await upload(service, { journal, signal: stop.signal }).catch((e: unknown) => e);
	expect(error).toMatchObject({ code: 'UPLOAD_ABORTED', facts: {} });
	expect(error).not.toHaveProperty('facts.isCommitSent');
	expect(service.commits).toEqual([]);
});
