import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
	bufferSource,
	fileSource,
	PartBuffers,
	planParts,
	streamSource,
	type ByteSource,
	type PartBytes,
} from '../../../lib/upload';

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
			expect(await part.md5(NEVER)).toBe(createHash('md5').update(bytes).digest('hex').toUpperCase());
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
			cause: { message: 'disk on fire' },
		});
	});

	it('says so when the stream goes silent', async () => {
		const source = streamSource(async () => new Readable({ read() {} }), 10, 20);
		await expect(source.read(part!, new PartBuffers(), NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'timeout' },
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
