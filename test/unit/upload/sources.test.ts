import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { bufferSource, fileSource, planParts, streamSource, type ByteSource } from '../../../lib/upload';

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

function chunked(size: number): () => Promise<Readable> {
	const chunks: Buffer[] = [];
	for (let offset = 0; offset < DATA.length; offset += size)
		chunks.push(DATA.subarray(offset, offset + size));
	return async () => Readable.from(chunks);
}

/** All parts, read side by side into buffers of their own, as the engine does. */
async function readAll(source: ByteSource, sizeBytes = source.sizeBytes): Promise<Buffer> {
	const { parts } = planParts(sizeBytes, PART_SIZE_BYTES);
	const read = await Promise.all(
		parts.map((part) => source.read(part, Buffer.alloc(PART_SIZE_BYTES), NEVER)),
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
		['longer', DATA.length - 1, /more than the declared 249999 bytes|ended after/],
	])('says when it is %s than declared', async (_comparison, sizeBytes, message) => {
		const source = create(sizeBytes);
		const failure = await readAll(source).catch((error) => error);
		expect(failure).toMatchObject({ code: 'UPLOAD_SOURCE_SIZE_MISMATCH' });
		expect(failure.message).toMatch(message);
		await source.close();
	});
});

describe('a buffer', () => {
	it('yields views, not copies', async () => {
		const source = bufferSource(DATA);
		const [part] = planParts(DATA.length, PART_SIZE_BYTES).parts;
		const bytes = await source.read(part!, Buffer.alloc(0), NEVER);
		expect(bytes.buffer).toBe(DATA.buffer);
		expect((await readAll(source)).equals(DATA)).toBe(true);
	});
});

describe('a source that fails', () => {
	const [part] = planParts(10).parts;

	it('says so when the file is gone', async () => {
		const source = fileSource(join(folder, 'missing'), 10);
		await expect(source.read(part!, Buffer.alloc(10), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'ENOENT' },
		});
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
		await expect(source.read(part!, Buffer.alloc(10), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			cause: { message: 'disk on fire' },
		});
	});

	it('says so when the stream goes silent', async () => {
		const source = streamSource(async () => new Readable({ read() {} }), 10, 20);
		await expect(source.read(part!, Buffer.alloc(10), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'timeout' },
		});
	});

	it('lets go of a silent stream on abort', async () => {
		const stream = new Readable({ read() {} });
		const source = streamSource(async () => stream, 10);
		const controller = new AbortController();
		const read = source.read(part!, Buffer.alloc(10), controller.signal);
		controller.abort();
		await expect(read).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		await source.close();
		await new Promise((resolve) => stream.once('close', resolve));
	});
});
