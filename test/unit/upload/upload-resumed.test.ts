import { createHash } from 'node:crypto';
import { UploadJournal } from '../../../lib/upload';
import { createFakeService } from './fake-service';
import { DATA, KIB, PART_SIZE_BYTES, upload, watched } from './three-part-upload';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex').toUpperCase();
const part = (number: number) => DATA.subarray((number - 1) * PART_SIZE_BYTES, number * PART_SIZE_BYTES);

describe('an upload that goes on', () => {
	const checkpoint = (...numbers: number[]) => ({
		uploadKey: 'earlier',
		sizeBytes: DATA.length,
		partSizeBytes: PART_SIZE_BYTES,
		digests: Object.fromEntries(numbers.map((number) => [number, md5(part(number))])),
	});

	it('sends only what is missing, by the same key and in the same parts', async () => {
		const service = createFakeService();
		const journal = new UploadJournal({ ...checkpoint(1, 3), commitUnclearSinceMs: 5 });
		expect(await upload(service, { journal, partSizeBytes: 200 * KIB })).toMatchObject({
			uploadKey: 'earlier',
			parts: 3,
			partSizeBytes: PART_SIZE_BYTES,
			retries: 0,
			verifiedParts: 1,
			resumedParts: 2,
			startedAnew: undefined,
		});
		expect(service.puts.map(({ partNumber }) => partNumber)).toEqual([2]);
		expect(service.signings).toEqual([[2]]);
		expect(service.commits).toEqual([{ uploadKey: 'earlier', sizeBytes: DATA.length, unclearSinceMs: 5 }]);
	});

	it.each([
		['a byte has changed', { ...checkpoint(1), digests: { 1: md5(part(2)) } }],
		['its size has changed', { ...checkpoint(1), sizeBytes: DATA.length - 1 }],
	])('starts anew where %s', async (_, changed) => {
		const service = createFakeService();
		const { source, calls } = watched();
		const result = await upload(service, { journal: new UploadJournal(changed) }, source);
		expect(result).toMatchObject({ uploadKey: 'key', resumedParts: 0, startedAnew: 'sourceChanged' });
		expect(service.stored().equals(DATA)).toBe(true);
		expect(service.commits).toEqual([{ uploadKey: 'key', sizeBytes: DATA.length }]);
		expect(calls).toEqual({ closed: 1, rewound: 1 });
	});

	it('starts anew where the storage has cleaned the upload up', async () => {
		let isGone = true;
		const answer = () => {
			const gone = isGone;
			isGone = false;
			return gone ? { status: 404, storageCode: 'NoSuchUpload' } : undefined;
		};
		const service = createFakeService({ answer });
		const result = await upload(service, {
			journal: new UploadJournal(checkpoint(1)),
			maxPartsInFlight: 1,
		});
		expect(result.startedAnew).toBe('uploadGone');
		expect(service.stored().equals(DATA)).toBe(true);
	});

	it('starts anew where the service does not know the upload any more, and only then', async () => {
		const gone = new Error('unknown upload key');
		let calls = 0;
		const session = {
			commit: async () => (++calls === 1 ? await Promise.reject(gone) : 'file'),
			isUploadGone: (error: unknown) => error === gone,
		};
		const result = await upload(createFakeService({ session }), {
			journal: new UploadJournal(checkpoint(1)),
		});
		expect(result).toMatchObject({ startedAnew: 'uploadGone', resumedParts: 0 });

		calls = 0;
		await expect(upload(createFakeService({ session }))).rejects.toBe(gone);

		calls = 0;
		const other = createFakeService({ session: { ...session, isUploadGone: () => false } });
		const journal = new UploadJournal(checkpoint(1));
		await expect(upload(other, { journal })).rejects.toBe(gone);
	});

	it('has every stored part in the journal when it fails', async () => {
		const service = createFakeService({
			answer: ({ partNumber }) => (partNumber === 3 ? { status: 400 } : undefined),
		});
		const journal = new UploadJournal();
		await expect(upload(service, { journal, maxPartsInFlight: 1 })).rejects.toMatchObject({
			code: 'UPLOAD_PART_FAILED',
		});
		expect(journal.checkpoint).toEqual({ ...checkpoint(1, 2), uploadKey: 'key' });
	});
});
