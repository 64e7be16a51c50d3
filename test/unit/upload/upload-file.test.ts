import { bufferSource, UploadJournal, type ByteSource, type UploadProgress } from '../../../lib/upload';
import { createFakeService, type FakeService } from './fake-service';
import { DATA, KIB, PART_SIZE_BYTES, upload, watched } from './three-part-upload';

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

describe('the memory of a part', () => {
	it.each<[string, FakeService]>([
		['stored', createFakeService()],
		['refused', createFakeService({ answer: () => ({ status: 400 }) })],
	])('goes back once it is %s', async (_, service) => {
		let taken = 0;
		let held = 0;
		const source = bufferSource(DATA);
		const counting: ByteSource = {
			...source,
			async read(...call) {
				const bytes = await source.read(...call);
				taken++;
				held++;
				return { ...bytes, release: () => void held-- };
			},
		};
		await upload(service, {}, counting).catch(() => {});
		expect(taken).toBeGreaterThan(0);
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
