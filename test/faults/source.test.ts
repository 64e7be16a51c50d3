import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, open, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { bufferSource, fileSource, streamSource, type ByteSource } from '../../lib/upload';
import type { PartBytes } from '../../lib/upload/source/byte-source';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { FaultLab, FOUR_PARTS, MIB, PART_SIZE_BYTES, STALL_TIMEOUT_MS } from './support/fault-lab';

const SIZE_BYTES = FOUR_PARTS.length;
/** Larger than what is read of a file at once, so that it is read while it is on the line. */
const LARGE = deterministicBytes(12 * MIB);
/** More than loopback holds out of sight between two sockets, so that its end is still with the client. */
const VERY_LARGE = deterministicBytes(24 * MIB);

let lab: FaultLab;
let folder: string;
beforeEach(async () => {
	lab = await FaultLab.open();
	folder = await mkdtemp(path.join(tmpdir(), 'source-'));
});
afterEach(async () => {
	await lab.close();
	await rm(folder, { recursive: true });
});

async function makeFile(bytes: Uint8Array = FOUR_PARTS): Promise<string> {
	const file = path.join(folder, 'data');
	await writeFile(file, bytes);
	return file;
}

const streamOf =
	(...chunks: Uint8Array[]) =>
	async () =>
		Readable.from(chunks);

/** Yields so much, then breaks. */
function breakingStream(bytes: Uint8Array, error?: Error): () => Promise<Readable> {
	return async () => {
		const stream = new Readable({ read() {} });
		stream.push(bytes);
		setImmediate(() => stream.destroy(error));
		return stream;
	};
}

async function refusal(source: ByteSource, options = {}): Promise<unknown> {
	const error: unknown = await lab.upload(source, options).catch((failure) => failure);
	lab.expectNoFile();
	return error;
}

describe('a source that is not what it said never becomes a file', () => {
	const mismatch = { code: 'UPLOAD_SOURCE_SIZE_MISMATCH' };
	it.each([
		['a byte less', SIZE_BYTES + 1],
		['a byte more', SIZE_BYTES - 1],
		['a part less', SIZE_BYTES + PART_SIZE_BYTES],
		['a part more', SIZE_BYTES - PART_SIZE_BYTES],
		['bytes, and declares none', 0],
	])('a file or stream that has %s', async (_, sizeBytes) => {
		expect(await refusal(streamSource(streamOf(FOUR_PARTS), sizeBytes))).toMatchObject(mismatch);
		expect(await refusal(fileSource(await makeFile(), sizeBytes))).toMatchObject(mismatch);
	});

	it('an empty file or stream that declares bytes', async () => {
		expect(await refusal(streamSource(streamOf(), SIZE_BYTES))).toMatchObject(mismatch);
		expect(await refusal(fileSource(await makeFile(new Uint8Array(0)), SIZE_BYTES))).toMatchObject(mismatch);
	});

	it.each<[string, (file: string) => Promise<void>]>([
		['is cut', async (file) => await truncate(file, MIB)],
		['grows', async (file) => await appendFile(file, 'x')],
	])('a file that %s while it is on the line', async (_, change) => {
		const file = await makeFile(LARGE);
		lab.emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 16 * MIB });
		const failing = refusal(fileSource(file, LARGE.length), { partSizeBytes: LARGE.length, maxAttempts: 1 });
		await eventually(() => lab.count('put') === 1, 'a PUT');
		await change(file);
		expect(['UPLOAD_SOURCE_SIZE_MISMATCH', 'UPLOAD_SOURCE_FAILED']).toContain(
			((await failing) as { code: string }).code,
		);
	});

	it('a file that is written over while it is on the line', async () => {
		const file = await makeFile(LARGE);
		lab.emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 16 * MIB });
		const failing = refusal(fileSource(file, LARGE.length), {
			partSizeBytes: LARGE.length,
			maxAttempts: 1,
			// A busy machine must not make a stalled attempt of it.
			stallTimeoutMs: 20 * STALL_TIMEOUT_MS,
		});
		await eventually(() => lab.count('put') === 1, 'a PUT');
		const handle = await open(file, 'r+');
		await handle.write(Buffer.alloc(LARGE.length));
		await handle.close();
		expect(await failing).toMatchObject({ code: 'UPLOAD_PART_FAILED', facts: { reason: 'corrupt' } });
	});
});

describe('a source that cannot be read ends the upload', () => {
	it('a file that is deleted before its first byte is read', async () => {
		const file = await makeFile();
		const source = fileSource(file, SIZE_BYTES);
		await unlink(file);
		expect(await refusal(source)).toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'ENOENT' },
		});
	});

	it('something else in the place of the file', async () => {
		expect(await refusal(fileSource(folder, SIZE_BYTES))).toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'EISDIR' },
		});
	});

	it('a stream that cannot be opened', async () => {
		const open = async () => await Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }));
		expect(await refusal(streamSource(open, SIZE_BYTES))).toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			facts: { reason: 'ENOENT' },
		});
	});

	it.each([
		['with an error', Object.assign(new Error('I/O'), { code: 'EIO' })],
		['without a word', undefined],
	])('a stream that breaks off %s', async (_, error) => {
		const begun = FOUR_PARTS.subarray(0, 1.5 * PART_SIZE_BYTES);
		expect(await refusal(streamSource(breakingStream(begun, error), SIZE_BYTES))).toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
		});
	});

	it('a stream that goes silent in the middle, or before its end', async () => {
		for (const bytes of [FOUR_PARTS.subarray(0, 5), FOUR_PARTS]) {
			const silent = new Readable({ read() {} });
			silent.push(bytes);
			const source = streamSource(async () => silent, SIZE_BYTES, 50);
			expect(await refusal(source)).toMatchObject({
				code: 'UPLOAD_SOURCE_FAILED',
				facts: { reason: 'timeout' },
			});
		}
	});

	it('a file whose disk goes silent', async () => {
		const pipe = path.join(folder, 'pipe');
		execFileSync('mkfifo', [pipe]);
		const source = fileSource(pipe, SIZE_BYTES, 50);
		try {
			expect(await refusal(source)).toMatchObject({
				code: 'UPLOAD_SOURCE_FAILED',
				facts: { reason: 'timeout' },
			});
		} finally {
			// Lets the system call of `open` return.
			await (await open(pipe, 'r+')).close();
		}
	});
});

describe('a source that is slow or odd is no fault', () => {
	it('a file that is deleted while it is on the line still has all of its bytes', async () => {
		const file = await makeFile();
		const onProgress = () => void unlink(file).catch(() => {});
		await lab.upload(fileSource(file, SIZE_BYTES), { onProgress, maxPartsInFlight: 1 });
		lab.expectOneFile();
	});

	it('a disk that takes longer than the stall timeout is no stall of the storage', async () => {
		const pauseMs = 2 * STALL_TIMEOUT_MS;
		const source = mapParts(bufferSource(FOUR_PARTS), (bytes) => ({
			slice: async (offsetBytes, lengthBytes, signal) => {
				await new Promise((resolve) => setTimeout(resolve, pauseMs));
				return await bytes.slice(offsetBytes, lengthBytes, signal);
			},
		}));
		expect(await lab.upload(source, { partSizeBytes: SIZE_BYTES })).toMatchObject({ retries: 0 });
		lab.expectOneFile();
	});

	it('empty chunks', async () => {
		const nothing = new Uint8Array(0);
		await lab.upload(streamSource(streamOf(nothing, FOUR_PARTS, nothing), SIZE_BYTES));
		lab.expectOneFile();
	});
});

describe('what a part was read into', () => {
	it.each<[string, { status: number } | 'stop']>([
		['refused in mid-body', { status: 413 }],
		['stopped', 'stop'],
	])('is not written to any more once the upload is %s', async (_, end) => {
		let isReleased = false;
		let lateReads = 0;
		const source = mapParts(fileSource(await makeFile(VERY_LARGE), VERY_LARGE.length), (bytes) => ({
			slice: async (...args) => {
				if (isReleased) lateReads++;
				return await bytes.slice(...args);
			},
			release: () => {
				isReleased = true;
				bytes.release();
			},
		}));
		const stop = new AbortController();
		if (end === 'stop') lab.emulator.faults.add({ operation: 'put', kind: 'stop-reading', bytes: MIB });
		else lab.emulator.faults.add({ operation: 'put', kind: 'return', ...end });
		const upload = refusal(source, {
			partSizeBytes: VERY_LARGE.length,
			signal: stop.signal,
			stallTimeoutMs: 10_000,
		});
		if (end === 'stop') {
			await eventually(
				() => (lab.emulator.calls({ operation: 'put' })[0]?.bytes ?? 0) >= MIB,
				'bytes arrive',
			);
			stop.abort();
		}
		await upload;
		expect(isReleased).toBe(true);
		// The connection ends a moment after the answer, and only then the client would ask for more.
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(lateReads).toBe(0);
	});
});

function mapParts(source: ByteSource, change: (bytes: PartBytes) => Partial<PartBytes>): ByteSource {
	return {
		...source,
		async read(part, buffers, signal) {
			const bytes = await source.read(part, buffers, signal);
			const same: PartBytes = {
				sizeBytes: bytes.sizeBytes,
				slice: async (...args) => await bytes.slice(...args),
				md5: async (stop) => await bytes.md5(stop),
				release: () => bytes.release(),
			};
			return { ...same, ...change(bytes) };
		},
	};
}
