import { createHash } from 'node:crypto';
import {
	bufferSource,
	UploadJournal,
	uploadFile,
	type ByteSource,
	type UploadOptions,
	type UploadProgress,
} from '../../../lib/upload';
import { deterministicBytes } from '../../support/pattern-bytes';
import { createFakeService, type FakeService } from './fake-service';

const KIB = 1024;
const PART_SIZE_BYTES = 100 * KIB;
/** Three parts, the last of 50 KiB. */
const DATA = deterministicBytes(250 * KIB);
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex').toUpperCase();
const part = (number: number) => DATA.subarray((number - 1) * PART_SIZE_BYTES, number * PART_SIZE_BYTES);

function upload(service: FakeService, options: Partial<UploadOptions> = {}, source = bufferSource(DATA)) {
	return uploadFile(source, service.session, {
		storage: service.storage,
		partSizeBytes: PART_SIZE_BYTES,
		clock: { sleep: async () => {} },
		...options,
	});
}

/** A source that remembers whether it was closed. */
function watched(source: ByteSource = bufferSource(DATA)) {
	const calls = { closed: 0, rewound: 0 };
	return {
		calls,
		source: {
			...source,
			rewind: async () => {
				calls.rewound++;
				await source.rewind();
			},
			close: async () => {
				calls.closed++;
				await source.close();
			},
		},
	};
}

describe('an upload', () => {
	it('stores exactly the bytes, commits once, and says what was done', async () => {
		const service = createFakeService();
		let nowMs = 1_000;
		const clock = { now: () => (nowMs += 10), sleep: async () => {} };
		expect(await upload(service, { clock })).toEqual({
			file: 'file',
			uploadKey: 'key',
			sizeBytes: DATA.length,
			parts: 3,
			partSizeBytes: PART_SIZE_BYTES,
			retries: 0,
			verifiedParts: 3,
			resumedParts: 0,
			startedAnew: undefined,
			elapsedMs: nowMs - 1_010,
		});
		expect(service.stored().equals(DATA)).toBe(true);
		expect(service.commits).toEqual([{ uploadKey: 'key', sizeBytes: DATA.length }]);
	});

	it('sends the headers word for word, each part by its own address', async () => {
		const service = createFakeService();
		await upload(service);
		expect(service.puts.map(({ headers }) => headers)).toEqual(Array(3).fill({ Authorization: 'OSS 1' }));
		expect(service.puts.map(({ partNumber }) => partNumber)).toEqual([1, 2, 3]);
	});

	it('tells its progress after every part', async () => {
		const seen: UploadProgress[] = [];
		let nowMs = 5_000;
		await upload(createFakeService(), {
			maxPartsInFlight: 1,
			clock: { now: () => nowMs, sleep: async () => {} },
			onProgress: (progress) => {
				seen.push(progress);
				nowMs += 10;
			},
		});
		expect(seen.map(({ storedBytes, storedParts }) => [storedParts, storedBytes])).toEqual([
			[1, 100 * KIB],
			[2, 200 * KIB],
			[3, 250 * KIB],
		]);
		expect(seen.map(({ elapsedMs }) => elapsedMs)).toEqual([0, 10, 20]);
		expect(seen[0]).toMatchObject({ sizeBytes: DATA.length, parts: 3 });
	});

	it('counts what was sent again, and what was not compared', async () => {
		const service = createFakeService({
			answer: ({ partNumber, attempt }) => {
				if (partNumber === 2 && attempt < 3) return { status: 503 };
				return partNumber === 1 ? { etag: undefined } : undefined;
			},
		});
		expect(await upload(service)).toMatchObject({ retries: 2, verifiedParts: 2 });
		expect(await upload(createFakeService(), { verifyParts: false })).toMatchObject({ verifiedParts: 0 });
	});

	it('of an empty file is one part without a byte', async () => {
		const service = createFakeService();
		expect(await upload(service, {}, bufferSource(new Uint8Array(0)))).toMatchObject({
			parts: 1,
			sizeBytes: 0,
		});
		expect(service.puts).toHaveLength(1);
		expect(service.commits).toEqual([{ uploadKey: 'key', sizeBytes: 0 }]);
	});

	it('closes its source whatever comes of it', async () => {
		const good = watched();
		await upload(createFakeService(), {}, good.source);
		const bad = watched();
		const refused = createFakeService({ answer: () => ({ status: 400 }) });
		await expect(upload(refused, {}, bad.source)).rejects.toMatchObject({ code: 'UPLOAD_PART_FAILED' });
		const invalid = watched();
		await expect(upload(createFakeService(), { maxAttempts: 0 }, invalid.source)).rejects.toMatchObject({
			code: 'UPLOAD_INVALID_OPTION',
		});
		expect([good, bad, invalid].map(({ calls }) => calls.closed)).toEqual([1, 1, 1]);
	});

	it('does not commit a source that has more bytes than it declared', async () => {
		const service = createFakeService();
		const assertEnd = async () => await Promise.reject(new Error('one byte more'));
		await expect(upload(service, {}, { ...bufferSource(DATA), assertEnd })).rejects.toThrow('one byte more');
		expect(service.commits).toEqual([]);
	});
});

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

describe('the memory of a part', () => {
	it.each<[string, FakeService]>([
		['stored', createFakeService()],
		['refused', createFakeService({ answer: () => ({ status: 400 }) })],
	])('goes back once it is %s', async (_, service) => {
		let held = 0;
		const source = bufferSource(DATA);
		const counting: ByteSource = {
			...source,
			async read(...call) {
				const bytes = await source.read(...call);
				held++;
				return { ...bytes, release: () => void held-- };
			},
		};
		await upload(service, {}, counting).catch(() => {});
		expect(held).toBe(0);
	});
});

describe('a commit that fails', () => {
	it.each([
		['is remembered while nobody knows what came of it', true, 77],
		['is forgotten when it was refused', false, undefined],
	])('%s', async (_, isCommitUnclear, commitUnclearSinceMs) => {
		const commit = async () => await Promise.reject(new Error('no file'));
		const service = createFakeService({ session: { commit, isCommitUnclear: () => isCommitUnclear } });
		const journal = new UploadJournal();
		const clock = { now: () => 77, sleep: async () => {} };
		await expect(upload(service, { journal, clock })).rejects.toThrow('no file');
		expect(journal.checkpoint?.commitUnclearSinceMs).toBe(commitUnclearSinceMs);
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
