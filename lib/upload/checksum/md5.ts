import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { throwIfAborted } from '../abort';
import { HashThreads, type HashInput } from './hash-threads';

/** A range of an open file. */
export interface FileRange {
	readonly file: FileHandle;
	readonly offsetBytes: number;
	readonly sizeBytes: number;
}

/** Hashed here in at most 1.5 ms, which is no longer than handing it to a thread and back. */
const HASHED_HERE_BYTES = 1024 * 1024;

const threads = new HashThreads();

/** The MD5 of these bytes as object storage writes it in an ETag: upper-case hex. @throws UploadError `UPLOAD_ABORTED` */
export async function md5(bytes: Uint8Array, signal: AbortSignal): Promise<string> {
	const here = () => hashHere(steps(bytes), signal);
	if (bytes.length <= HASHED_HERE_BYTES || !isShared(bytes)) return await here();
	return await hashInThread({ bytes }, here, signal);
}

/** As `md5`; the thread reads the file itself, so that the bytes need not be in memory. @throws the error of a read */
export async function md5OfFile({ file, ...range }: FileRange, signal: AbortSignal): Promise<string> {
	const here = () => hashHere(readSteps({ file, ...range }), signal);
	return await hashInThread({ fd: file.fd, ...range }, here, signal);
}

/** A thread that cannot be had, or that fails, costs speed and nothing else. */
async function hashInThread(
	input: HashInput,
	here: () => Promise<string>,
	signal: AbortSignal,
): Promise<string> {
	try {
		return await threads.digest(input, signal);
	} catch {
		throwIfAborted(signal);
		return await here();
	}
}

async function hashHere(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, signal: AbortSignal) {
	const hash = createHash('md5');
	let isFirst = true;
	for await (const piece of pieces) {
		// Lets the parts that are on the line go on in between.
		if (!isFirst) await new Promise((resolve) => setImmediate(resolve));
		throwIfAborted(signal);
		hash.update(piece);
		isFirst = false;
	}
	return hash.digest('hex').toUpperCase();
}

function* steps(bytes: Uint8Array): Generator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += HASHED_HERE_BYTES)
		yield bytes.subarray(at, at + HASHED_HERE_BYTES);
}

async function* readSteps({ file, offsetBytes, sizeBytes }: FileRange): AsyncGenerator<Uint8Array> {
	const scratch = Buffer.allocUnsafeSlow(Math.min(HASHED_HERE_BYTES, sizeBytes));
	for (let done = 0; done < sizeBytes; ) {
		const wanted = Math.min(scratch.length, sizeBytes - done);
		const { bytesRead } = await file.read(scratch, 0, wanted, offsetBytes + done);
		if (bytesRead === 0) throw new Error('The file has ended early');
		yield scratch.subarray(0, bytesRead);
		done += bytesRead;
	}
}

function isShared(bytes: Uint8Array): bytes is Uint8Array<SharedArrayBuffer> {
	return bytes.buffer instanceof SharedArrayBuffer;
}
