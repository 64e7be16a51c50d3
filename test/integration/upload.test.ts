import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DEMO, type Emulator } from '../../emulator';
import { bufferSource, fileSource, streamSource, type ByteSource } from '../../lib/upload';
import { deterministicBytes } from '../support/pattern-bytes';
import { startTestEmulator } from '../support/start-emulator';
import { createUploadLab, type UploadLab } from '../support/upload-lab';

const KIB = 1024;
const PART_SIZE_BYTES = 100 * KIB;

let emulator: Emulator;
let lab: UploadLab;
beforeEach(async () => {
	emulator = await startTestEmulator();
	lab = createUploadLab(emulator);
});
afterEach(async () => {
	await lab.close();
	await emulator.close();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const operations = () => emulator.calls().map((call) => call.operation);

describe('an upload', () => {
	it.each([
		['no byte', 0],
		['one byte', 1],
		['one part', PART_SIZE_BYTES],
		['one part and a byte', PART_SIZE_BYTES + 1],
		['many parts', 35 * PART_SIZE_BYTES + 77],
	])('of %s ends as one file with the same bytes', async (_, sizeBytes) => {
		const bytes = deterministicBytes(sizeBytes);
		const result = await lab.upload(bufferSource(bytes), { partSizeBytes: PART_SIZE_BYTES });

		expect(emulator.files()).toEqual([
			expect.objectContaining({
				name: 'file.bin',
				sizeBytes,
				sha256: sha256(bytes),
				spaceId: DEMO.spaceId,
			}),
		]);
		const parts = Math.max(1, Math.ceil(sizeBytes / PART_SIZE_BYTES));
		expect(result).toMatchObject({ sizeBytes, parts, retries: 0, verifiedParts: parts });
		expect(result.file).toMatchObject({ name: 'file.bin', sizeBytes });
	});

	it('takes init, one query for every 30 parts, each part once, and one commit', async () => {
		await lab.upload(bufferSource(deterministicBytes(64 * PART_SIZE_BYTES)), {
			partSizeBytes: PART_SIZE_BYTES,
		});

		const seen = operations();
		const count = (operation: string) => seen.filter((name) => name === operation).length;
		expect({
			token: count('token'),
			init: count('init'),
			query: count('query'),
			commit: count('commit'),
		}).toEqual({ token: 1, init: 1, query: 3, commit: 1 });
		const numbers = emulator.calls({ operation: 'put' }).map((call) => call.partNumber);
		expect([...numbers].sort((a, b) => a! - b!)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
		expect(seen.at(-1)).toBe('commit');
	});

	it('sends the token to the API alone and the signed headers to the storage alone', async () => {
		await lab.upload(bufferSource(deterministicBytes(10)));
		for (const call of emulator.calls()) {
			const names = Object.keys(call.headers);
			if (call.operation === 'put') {
				expect(names).not.toContain('x-acs-dingtalk-access-token');
				expect(names).not.toContain('content-type');
				expect(names).toEqual(expect.arrayContaining(['authorization', 'x-oss-date']));
			} else {
				if (call.operation !== 'token') expect(names).toContain('x-acs-dingtalk-access-token');
				expect(names).not.toContain('authorization');
				expect(names.filter((name) => name.startsWith('x-oss-'))).toEqual([]);
			}
		}
	});

	it('keeps no more parts on the line than asked for', async () => {
		const bytes = deterministicBytes(24 * PART_SIZE_BYTES);
		// Answers late enough for the next parts to be under way.
		emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 10 * PART_SIZE_BYTES, count: 24 });
		await lab.upload(bufferSource(bytes), { partSizeBytes: PART_SIZE_BYTES, maxPartsInFlight: 3 });
		expect(emulator.peakInFlight('put')).toBeLessThanOrEqual(3);
		expect(emulator.peakInFlight('put')).toBeGreaterThan(1);
	});

	it('reports its progress part by part', async () => {
		const seen: number[] = [];
		await lab.upload(bufferSource(deterministicBytes(3 * PART_SIZE_BYTES)), {
			partSizeBytes: PART_SIZE_BYTES,
			onProgress: ({ storedBytes, sizeBytes }) => seen.push(storedBytes / sizeBytes),
		});
		expect(seen.map((share) => Math.round(share * 3))).toEqual([1, 2, 3]);
	});

	it('can leave checksums alone', async () => {
		const result = await lab.upload(bufferSource(deterministicBytes(10)), { verifyParts: false });
		expect(result.verifiedParts).toBe(0);
	});
});

describe('parts that are too large for one slice', () => {
	const MIB = 1024 * KIB;
	const bytes = deterministicBytes(11 * MIB + 5);
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'upload-'));
		await writeFile(join(folder, 'data'), bytes);
	});
	afterAll(() => rm(folder, { recursive: true }));

	const sources: Array<[string, () => ByteSource]> = [
		['memory', () => bufferSource(bytes)],
		['a file', () => fileSource(join(folder, 'data'), bytes.length)],
		['a stream', () => streamSource(async () => Readable.from([bytes]), bytes.length)],
	];

	it.each(sources)('arrive from %s as they are, checked', async (_, create) => {
		const result = await lab.upload(create(), { partSizeBytes: 3 * MIB });
		expect(result).toMatchObject({ parts: 4, verifiedParts: 4, retries: 0 });
		expect(emulator.files()).toEqual([expect.objectContaining({ sha256: sha256(bytes) })]);
	});

	it.each(sources)(
		'are sent again from %s where a connection breaks or a byte is damaged',
		async (_, create) => {
			emulator.faults.add({ operation: 'put', kind: 'reset-after-bytes', bytes: 2 * MIB, count: 2 });
			emulator.faults.add({ operation: 'put', kind: 'wrong-etag', count: 1 });
			const result = await lab.upload(create(), { partSizeBytes: 3 * MIB });
			expect(result).toMatchObject({ parts: 4, verifiedParts: 4, retries: 3 });
			expect(emulator.files()).toEqual([expect.objectContaining({ sha256: sha256(bytes) })]);
		},
	);
});
