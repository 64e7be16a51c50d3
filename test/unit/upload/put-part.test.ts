import { createHash } from 'node:crypto';
import { UploadError } from '../../../lib/upload';
import { putPart, type PutPartOptions } from '../../../lib/upload/put-part';
import { heldPart } from '../../../lib/upload/source/held-part';
import type { PartBytes } from '../../../lib/upload/source/byte-source';
import type { StorageClient } from '../../../lib/upload';
import { deterministicBytes } from '../../support/pattern-bytes';
import { createFakeService, type Answer } from './fake-service';

const KIB = 1024;
const DATA = deterministicBytes(5_000 * KIB);
const DIGEST = createHash('md5').update(DATA).digest('hex').toUpperCase();
const URL = 'https://a.test/object?partNumber=1';
const SIGNED = { partNumber: 1, resourceUrls: [URL], headers: {}, expiresAtMs: Infinity };

interface Setting extends Partial<PutPartOptions> {
	readonly answer?: Answer;
	readonly bytes?: PartBytes;
}

async function put({ answer, bytes = heldPart(DATA), ...more }: Setting = {}) {
	const fake = createFakeService({ answer: () => answer });
	const sent: number[] = [];
	const outcome = await putPart(bytes, SIGNED, URL, {
		storage: fake.storage,
		verifyParts: true,
		wantsDigest: true,
		stallTimeoutMs: 1_000,
		signal: new AbortController().signal,
		now: () => 0,
		onSent: (sizeBytes) => void sent.push(sizeBytes),
		...more,
	});
	return { outcome, sent, puts: fake.puts };
}

/** A storage that takes a slice and then does what the test wants. */
function storageThat(take: (slice: Uint8Array) => Promise<void> | void): StorageClient {
	const fake = createFakeService();
	return {
		...fake.storage,
		async put(request) {
			for await (const slice of request.body) await take(slice);
			return { status: 200, etag: DIGEST, retryAfter: undefined, storageCode: undefined };
		},
	};
}

describe('one attempt to store a part', () => {
	it('computes no checksum where nobody compares or keeps it', async () => {
		const bytes = { ...heldPart(DATA), md5: () => Promise.reject(new Error('Asked for')) };
		const { outcome } = await put({ bytes, verifyParts: false, wantsDigest: false });
		expect(outcome).toEqual({ kind: 'stored', digest: undefined, verified: false });
	});

	it.each<[string, Answer, object]>([
		['the same checksum', undefined, { kind: 'stored', digest: DIGEST, verified: true }],
		['no checksum', { etag: undefined }, { kind: 'stored', digest: DIGEST, verified: false }],
		['another checksum', { etag: 'FF' }, { kind: 'corrupt' }],
		[
			'a refusal',
			{ status: 503, storageCode: 'SlowDown', retryAfter: '3' },
			{ kind: 'refused', status: 503, storageCode: 'SlowDown', retryAfterMs: 3_000 },
		],
		['a success that is none', { status: 204 }, { kind: 'refused', status: 204 }],
		[
			'a broken connection',
			Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
			{ kind: 'network', code: 'ECONNRESET', cause: new Error('reset') },
		],
		['an error without a code', new Error('odd'), { kind: 'network', code: 'UNKNOWN' }],
		[
			'an address that is refused',
			new UploadError('UPLOAD_URL_REFUSED', 'no'),
			{ kind: 'unsendable', error: new UploadError('UPLOAD_URL_REFUSED', 'no') },
		],
	])('ends with %s', async (_, answer, outcome) => {
		expect((await put({ answer })).outcome).toMatchObject(outcome);
	});

	it('compares nothing where nobody asked for it', async () => {
		const { outcome } = await put({ answer: { etag: 'FF' }, verifyParts: false });
		expect(outcome).toEqual({ kind: 'stored', digest: DIGEST, verified: false });
	});

	it('is not believed where the answer came before the bytes had left', async () => {
		const storage = {
			...createFakeService().storage,
			put: async () => ({ status: 200, etag: DIGEST, retryAfter: undefined, storageCode: undefined }),
		};
		expect((await put({ storage })).outcome).toMatchObject({ kind: 'network', code: 'ANSWERED_TOO_EARLY' });
		const empty = await put({ storage, bytes: heldPart(new Uint8Array(0)), verifyParts: false });
		expect(empty.outcome).toMatchObject({ kind: 'stored' });
	});

	it('ends with the stop', async () => {
		const stop = new AbortController();
		setImmediate(() => stop.abort());
		expect((await put({ answer: 'silence', signal: stop.signal })).outcome).toEqual({ kind: 'aborted' });
	});

	it('ends with the stop, also where an answer came with it', async () => {
		const stop = new AbortController();
		const storage: StorageClient = {
			...createFakeService().storage,
			async put() {
				stop.abort();
				return { status: 503, etag: undefined, retryAfter: undefined, storageCode: undefined };
			},
		};
		expect((await put({ storage, signal: stop.signal })).outcome).toEqual({ kind: 'aborted' });
	});

	it('ends when the storage goes silent', async () => {
		expect((await put({ answer: 'silence', stallTimeoutMs: 5 })).outcome).toEqual({ kind: 'stalled' });
	});

	it('fails where the bytes cannot be read', async () => {
		const error = new UploadError('UPLOAD_SOURCE_FAILED', 'disk on fire');
		const bytes = { ...heldPart(DATA), slice: async () => await Promise.reject(error) };
		expect((await put({ bytes })).outcome).toEqual({ kind: 'unsendable', error });
	});
});

describe('the slices of a part', () => {
	it('grow while the line takes them quickly, up to 1 MiB', async () => {
		const { sent, puts } = await put();
		expect(sent.map((bytes) => bytes / KIB)).toEqual([64, 128, 256, 512, 1024, 1024, 1024, 968]);
		expect(Buffer.concat(puts[0]?.slices ?? []).equals(DATA)).toBe(true);
	});

	it('begin anew where the line has become slow', async () => {
		let nowMs = 0;
		const storage = storageThat((slice) => {
			nowMs += slice.length >= 256 * KIB ? 250 : 249;
		});
		const { sent } = await put({ storage, now: () => nowMs });
		expect(sent.slice(0, 7).map((bytes) => bytes / KIB)).toEqual([64, 128, 256, 64, 128, 256, 64]);
	});

	it('end with the attempt: memory that is somebody else’s by then is not read', async () => {
		const slice = jest.fn(heldPart(DATA).slice);
		let body: AsyncIterator<Uint8Array> | undefined;
		const storage: StorageClient = {
			...createFakeService().storage,
			async put(request) {
				body = request.body[Symbol.asyncIterator]();
				await body.next();
				return { status: 503, etag: undefined, retryAfter: undefined, storageCode: undefined };
			},
		};
		const { sent } = await put({ storage, bytes: { ...heldPart(DATA), slice } });
		expect(await body?.next()).toEqual({ done: true, value: undefined });
		expect(slice).toHaveBeenCalledTimes(1);
		expect(sent).toEqual([]);
	});
});

describe('silence of the storage', () => {
	beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'nextTick'] }));
	afterEach(() => jest.useRealTimers());

	it('is no stall while slices leave, however long the part takes', async () => {
		const storage = storageThat(async () => await jest.advanceTimersByTimeAsync(999));
		expect((await put({ storage })).outcome).toMatchObject({ kind: 'stored' });
	});

	it('is a stall where a slice does not leave in time', async () => {
		let taken = 0;
		const storage: StorageClient = {
			...createFakeService().storage,
			async put({ body, signal }) {
				for await (const slice of body) {
					if (++taken === 3) await jest.advanceTimersByTimeAsync(1_000);
					if (signal.aborted) throw signal.reason as Error;
					expect(slice.length).toBeGreaterThan(0);
				}
				throw new Error('unreachable');
			},
		};
		expect((await put({ storage })).outcome).toEqual({ kind: 'stalled' });
	});

	it('is no stall while the disk is slow', async () => {
		const held = heldPart(DATA);
		const slow: PartBytes['slice'] = async (...range) => {
			await jest.advanceTimersByTimeAsync(60_000);
			return await held.slice(...range);
		};
		expect((await put({ bytes: { ...held, slice: slow } })).outcome).toMatchObject({ kind: 'stored' });
	});

	it('is no stall while the checksum takes its time', async () => {
		const md5 = async () => {
			await new Promise((resolve) => setTimeout(resolve, 60_000));
			return DIGEST;
		};
		const outcome = put({ bytes: { ...heldPart(DATA), md5 } });
		for (let waited = 0; waited < 70; waited++) await jest.advanceTimersByTimeAsync(1_000);
		expect((await outcome).outcome).toMatchObject({ kind: 'stored', verified: true });
	});

	it.each([
		['as long again as a small part took', 200 * KIB, 8_999, 'stored'],
		['and no longer', 200 * KIB, 9_000, 'stalled'],
		['so long as the send buffer of a large part may take', 5_000 * KIB, 130_432, 'stored'],
		['and no longer', 5_000 * KIB, 130_433, 'stalled'],
	])('after the last slice is allowed %s', async (_, sizeBytes, silentMs, kind) => {
		const bytes = heldPart(DATA.subarray(0, sizeBytes));
		let nowMs = 1_000_000;
		const storage: StorageClient = {
			...createFakeService().storage,
			async put({ body, signal }) {
				let taken = 0;
				for await (const slice of body) {
					taken += slice.length;
					nowMs += 2_000;
				}
				await jest.advanceTimersByTimeAsync(silentMs);
				if (signal.aborted) throw signal.reason as Error;
				expect(taken).toBe(bytes.sizeBytes);
				return { status: 200, etag: undefined, retryAfter: undefined, storageCode: undefined };
			},
		};
		expect((await put({ storage, bytes, now: () => nowMs })).outcome).toMatchObject({ kind });
	});

	it('begins anew with the answer', async () => {
		const storage: StorageClient = {
			...createFakeService().storage,
			async put({ body, signal, onAnswering }) {
				for await (const slice of body) expect(slice).toBeDefined();
				await jest.advanceTimersByTimeAsync(999);
				onAnswering();
				await jest.advanceTimersByTimeAsync(999);
				if (signal.aborted) throw signal.reason as Error;
				return { status: 200, etag: undefined, retryAfter: undefined, storageCode: undefined };
			},
		};
		expect((await put({ storage })).outcome).toMatchObject({ kind: 'stored' });
	});
});
