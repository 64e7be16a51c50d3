import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { bufferSource, fileSource, planParts, streamSource, type ByteSource } from '../../../lib/upload';
import { PartBuffers } from '../../../lib/upload/source/part-buffers';
import type { PartBytes } from '../../../lib/upload/source/byte-source';
import type { PlannedPart } from '../../../lib/upload/part-plan';
import { deterministicBytes } from '../../support/pattern-bytes';

const NEVER = new AbortController().signal;
const PART_SIZE_BYTES = 100 * 1024;
const DATA = Buffer.from(Array.from({ length: 250_000 }, (_, index) => (index * 7919) % 251));

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sources-'));
	await writeFile(join(folder, 'data'), DATA);
});
afterAll(() => rm(folder, { recursive: true }));

const path = () => join(folder, 'data');
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex').toUpperCase();

function chunked(size: number): () => Promise<Readable> {
	const chunks: Buffer[] = [];
	for (let offset = 0; offset < DATA.length; offset += size)
		chunks.push(DATA.subarray(offset, offset + size));
	return async () => Readable.from(chunks);
}

/** All bytes of one part, in slices of a size that divides nothing. */
async function readPart(part: PartBytes): Promise<Buffer> {
	const slices: Buffer[] = [];
	for (let offset = 0; offset < part.sizeBytes; offset += slices.at(-1)!.length) {
		slices.push(Buffer.from(await part.slice(offset, 33_333, NEVER)));
	}
	return Buffer.concat(slices);
}

/** All parts, read side by side as the engine does. */
async function readAll(source: ByteSource, partSizeBytes = PART_SIZE_BYTES): Promise<Buffer> {
	const { parts } = planParts(source.sizeBytes, partSizeBytes);
	const buffers = new PartBuffers();
	const read = await Promise.all(
		parts.map(async (planned) => {
			const part = await source.read(planned, buffers, NEVER);
			const bytes = await readPart(part);
			expect(await part.md5(NEVER)).toBe(md5(bytes));
			part.release();
			return bytes;
		}),
	);
	await source.assertEnd(NEVER);
	return Buffer.concat(read);
}

describe.each<[string, (sizeBytes: number) => ByteSource]>([
	['a file', (size) => fileSource(path(), size)],
	['a stream of the whole at once', (size) => streamSource(chunked(DATA.length), size)],
	['a stream of 64 KiB chunks', (size) => streamSource(chunked(64 * 1024), size)],
	['a stream of 999-byte chunks', (size) => streamSource(chunked(999), size)],
])('%s', (_, create) => {
	it('yields exactly its bytes', async () => {
		const source = create(DATA.length);
		expect((await readAll(source)).equals(DATA)).toBe(true);
		await source.close();
		await source.close();
	});

	it.each([
		['shorter', DATA.length + 1, /ended after 250000 of 250001 bytes/],
		['longer', DATA.length - 1, /more than the declared 249999 bytes/],
	])('says when it is %s than declared', async (_comparison, sizeBytes, message) => {
		const source = create(sizeBytes);
		const failure = await readAll(source).catch((error) => error);
		expect(failure).toMatchObject({ code: 'UPLOAD_SOURCE_SIZE_MISMATCH' });
		expect(failure.message).toMatch(message);
		await source.close();
	});
});

describe('a file', () => {
	const MIB = 1024 * 1024;
	const LARGE = deterministicBytes(5 * MIB + 7);
	const [first, second] = planParts(LARGE.length, 3 * MIB).parts as [PlannedPart, PlannedPart];
	const largeFile = () => join(folder, 'large');
	beforeAll(() => writeFile(largeFile(), LARGE));

	it('is in memory one MiB of a part at a time, in whatever order it is asked for', async () => {
		const source = fileSource(largeFile(), LARGE.length);
		const buffers = new PartBuffers(MIB);
		const part = await source.read(second, buffers, NEVER);
		const start = Buffer.from(await part.slice(0, 10 * MIB, NEVER));
		expect(start.equals(LARGE.subarray(3 * MIB, 4 * MIB))).toBe(true);
		const end = Buffer.from(await part.slice(2 * MIB, MIB, NEVER));
		expect(end.equals(LARGE.subarray(5 * MIB))).toBe(true);
		expect(await part.slice(7, 8, NEVER)).toEqual(LARGE.subarray(3 * MIB + 7, 3 * MIB + 15));
		expect(await part.md5(NEVER)).toBe(md5(LARGE.subarray(3 * MIB)));
		part.release();
		await source.close();
	});

	it('is in memory as a whole part where that is one MiB or less', async () => {
		const source = fileSource(largeFile(), LARGE.length);
		const part = await source.read({ ...first, sizeBytes: MIB }, new PartBuffers(), NEVER);
		await source.close();
		expect(Buffer.from(await part.slice(0, MIB, NEVER)).equals(LARGE.subarray(0, MIB))).toBe(true);
	});

	it('is closed at the end', async () => {
		const source = fileSource(largeFile(), LARGE.length);
		const part = await source.read(first, new PartBuffers(), NEVER);
		await source.close();
		await expect(part.slice(0, 10, NEVER)).rejects.toMatchObject({ code: 'UPLOAD_SOURCE_FAILED' });
		await expect(part.md5(NEVER)).rejects.toMatchObject({ code: 'UPLOAD_SOURCE_FAILED' });
	});

	it.each([
		['large', 3 * MIB],
		['small', 100],
	])('gives the memory of a %s part back', async (_, sizeBytes) => {
		const source = fileSource(largeFile(), LARGE.length);
		const buffers = new PartBuffers(MIB);
		for (let round = 0; round < 3; round++) {
			(await source.read({ ...first, sizeBytes }, buffers, NEVER)).release();
		}
		await source.close();
	});

	it('gives memory back that could not be filled', async () => {
		const source = fileSource(path(), DATA.length + 1_000);
		const buffers = new PartBuffers(MIB);
		const beyond = { partNumber: 2, offsetBytes: DATA.length, sizeBytes: 1_000 };
		for (let round = 0; round < 3; round++) {
			await expect(source.read(beyond, buffers, NEVER)).rejects.toMatchObject({
				code: 'UPLOAD_SOURCE_SIZE_MISMATCH',
			});
		}
		await source.close();
	});

	it('that is a folder cannot be read', async () => {
		const source = fileSource(folder, 10);
		await expect(source.read(first, new PartBuffers(), NEVER)).resolves.toBeDefined();
		const small = { partNumber: 1, offsetBytes: 0, sizeBytes: 10 };
		await expect(source.read(small, new PartBuffers(), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'EISDIR' },
		});
		await source.close();
	});
});

describe('a stream', () => {
	it('gives the memory of a part back', async () => {
		const source = streamSource(chunked(999), DATA.length);
		const buffers = new PartBuffers(1);
		for (const planned of planParts(DATA.length, PART_SIZE_BYTES).parts) {
			(await source.read(planned, buffers, NEVER)).release();
		}
		await source.assertEnd(NEVER);
	});

	it('may end with chunks without a byte', async () => {
		const open = async () => Readable.from([DATA, Buffer.alloc(0), Buffer.alloc(0)]);
		expect((await readAll(streamSource(open, DATA.length))).equals(DATA)).toBe(true);
	});

	it('that has one more chunk than declared is told from one that ends early', async () => {
		const open = async () => Readable.from([DATA, Buffer.from('more')]);
		await expect(readAll(streamSource(open, DATA.length))).rejects.toThrow(/more than the declared/);
	});

	it('may be closed before it was read', async () => {
		await expect(streamSource(chunked(999), DATA.length).close()).resolves.toBeUndefined();
	});
});

describe('a buffer', () => {
	it('yields views, not copies', async () => {
		const source = bufferSource(DATA);
		const [part] = planParts(DATA.length, PART_SIZE_BYTES).parts;
		const bytes = await source.read(part!, new PartBuffers(), NEVER);
		expect((await bytes.slice(0, 10, NEVER)).buffer).toBe(DATA.buffer);
		expect((await readAll(source)).equals(DATA)).toBe(true);
	});
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
	let resolve = () => {};
	const promise = new Promise<void>((done) => (resolve = done));
	return { promise, resolve };
}

describe('a source that fails', () => {
	const [part] = planParts(10).parts;

	it('says so when the file is gone', async () => {
		const source = fileSource(join(folder, 'missing'), 10);
		await expect(source.read(part!, new PartBuffers(), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'ENOENT' },
		});
		await source.close();
	});

	it('says so when the end of the file cannot be looked at', async () => {
		const source = fileSource(path(), DATA.length);
		const handle = await open(path());
		const lost = Object.assign(new Error('stale file handle'), { code: 'ESTALE' });
		const stat = jest.spyOn(Object.getPrototypeOf(handle), 'stat').mockRejectedValueOnce(lost);
		await expect(source.assertEnd(NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'ESTALE' },
		});
		stat.mockRestore();
		await handle.close();
		await source.close();
	});

	it('says so when the stream breaks', async () => {
		const source = streamSource(
			async () =>
				new Readable({
					read() {
						this.destroy(new Error('disk on fire'));
					},
				}),
			10,
		);
		await expect(source.read(part!, new PartBuffers(), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			message: 'The data could not be read',
			cause: { message: 'disk on fire' },
		});
	});

	it('says so when the stream goes silent', async () => {
		const source = streamSource(async () => new Readable({ read() {} }), 10, 20);
		await expect(source.read(part!, new PartBuffers(), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'timeout' },
			message: expect.stringContaining('0.02 seconds'),
		});
	});

	it('lets go of a silent stream on abort', async () => {
		const asked = deferred();
		const stream = new Readable({ read: () => asked.resolve() });
		const source = streamSource(async () => stream, 10);
		const controller = new AbortController();
		const read = source.read(part!, new PartBuffers(), controller.signal);
		await asked.promise;
		controller.abort();
		await expect(read).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		await source.close();
		await new Promise((resolve) => stream.once('close', resolve));
	});
});
