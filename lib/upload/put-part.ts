import { parseRetryAfterMs } from './backoff';
import { errorCode } from './network-codes';
import { UploadError } from './errors';
import type { SignedPart } from './session';
import type { PartBytes } from './source/byte-source';
import { StallWatch } from './stall-watch';
import type { StorageClient } from './storage-client';

/** How one attempt to store one part ended. */
export type PutOutcome =
	/** `digest` is the MD5 of the bytes sent, in upper-case hex, where it was wanted; `verified`: the storage's ETag is the same. */
	| { readonly kind: 'stored'; readonly digest: string | undefined; readonly verified: boolean }
	/** The storage holds something else than was sent. */
	| { readonly kind: 'corrupt' }
	| {
			readonly kind: 'refused';
			readonly status: number;
			readonly storageCode: string | undefined;
			readonly retryAfterMs: number | undefined;
	  }
	/** No answer: `code` is Node's, such as `ECONNREFUSED`. */
	| { readonly kind: 'network'; readonly code: string; readonly cause: unknown }
	| { readonly kind: 'stalled' }
	/** No attempt can do better: the address may not be used, or the bytes cannot be read. */
	| { readonly kind: 'unsendable'; readonly error: UploadError }
	| { readonly kind: 'aborted' };

export type FailedPut = Exclude<PutOutcome, { readonly kind: 'stored' }>;

export interface PutPartOptions {
	readonly storage: StorageClient;
	readonly verifyParts: boolean;
	/** Whether to compute the digest in any case. */
	readonly wantsDigest: boolean;
	readonly stallTimeoutMs: number;
	readonly signal: AbortSignal;
	readonly now: () => number;
	/** So many bytes have left for the line. */
	readonly onSent: (bytes: number) => void;
}

/**
 * Slices begin at 64 KiB, which a line of 1.1 KiB/s moves within the default stall timeout, and grow
 * while the line takes them quickly; larger than 1 MiB they gain nothing. A smaller one than undici's
 * write buffer, 64 KiB as well, would not be waited for, and the next may be read into the same memory.
 */
const FIRST_SLICE_BYTES = 64 * 1024;
const LARGEST_SLICE_BYTES = 1024 * 1024;
/**
 * What the operating system may still hold when the last slice has left our hands: the largest send
 * buffer that Linux grows by default (`net.ipv4.tcp_wmem`).
 */
const SEND_BUFFER_BYTES = 4 * 1024 * 1024;
/** A slice that left sooner than this is followed by one of double the size. */
const QUICK_SLICE_MS = 250;
/** Waiting for the disk, or for a free thread to hash 5 GiB at 10 MiB/s, is no silence of the peer. */
const LOCAL_WORK_MS = 600_000;

/**
 * Makes one attempt to store one part and tells how it ended; never throws, never repeats.
 * The bytes go out in slices, each of which is a sign of life when it leaves; their checksum is
 * computed meanwhile.
 */
export async function putPart(
	bytes: PartBytes,
	part: SignedPart,
	resourceUrl: string,
	options: PutPartOptions,
): Promise<PutOutcome> {
	const watch = new StallWatch(options.stallTimeoutMs, options.signal);
	const md5 = options.verifyParts || options.wantsDigest ? bytes.md5(watch.signal) : undefined;
	// Where the PUT fails first, nobody asks for the checksum any more.
	md5?.catch(() => {});
	let isSent = bytes.sizeBytes === 0;
	try {
		const answer = await options.storage.put({
			resourceUrl,
			headers: part.headers,
			body: slices(bytes, {
				now: options.now,
				signal: watch.signal,
				onRead: () => watch.touch(LOCAL_WORK_MS),
				onSlice: () => watch.touch(),
				onSent: options.onSent,
				onEnd(elapsedMs) {
					isSent = true;
					watch.touch(elapsedMs * Math.min(1, SEND_BUFFER_BYTES / bytes.sizeBytes));
				},
			}),
			contentLengthBytes: bytes.sizeBytes,
			signal: watch.signal,
			onAnswering: () => watch.touch(),
		});
		if (options.signal.aborted) return { kind: 'aborted' };
		if (answer.status !== 200) {
			return {
				kind: 'refused',
				status: answer.status,
				storageCode: answer.storageCode,
				retryAfterMs: parseRetryAfterMs(answer.retryAfter, options.now()),
			};
		}
		if (!isSent) return { kind: 'network', code: 'ANSWERED_TOO_EARLY', cause: undefined };
		watch.touch(LOCAL_WORK_MS);
		const digest = await md5;
		const isComparable = options.verifyParts && answer.etag !== undefined;
		if (isComparable && answer.etag !== digest) return { kind: 'corrupt' };
		return { kind: 'stored', digest, verified: isComparable };
	} catch (error) {
		if (options.signal.aborted) return { kind: 'aborted' };
		if (watch.stalled) return { kind: 'stalled' };
		if (error instanceof UploadError) return { kind: 'unsendable', error };
		return { kind: 'network', code: errorCode(error) ?? 'UNKNOWN', cause: error };
	} finally {
		watch.stop();
	}
}

interface SliceEvents {
	readonly now: () => number;
	readonly signal: AbortSignal;
	/** The next slice is about to be read. */
	readonly onRead: () => void;
	/** It was read and is about to leave. */
	readonly onSlice: () => void;
	/** A slice of so many bytes has left. */
	readonly onSent: (sizeBytes: number) => void;
	/** The last slice has left, so long after the first one was cut. */
	readonly onEnd: (elapsedMs: number) => void;
}

/**
 * The bytes in order, in slices that grow from 64 KiB to 1 MiB; the next is cut when the last has left.
 * Reads nothing once the attempt is over: an HTTP client may ask for more after the answer, when the
 * memory of the slices is somebody else's.
 */
async function* slices(bytes: PartBytes, events: SliceEvents): AsyncGenerator<Uint8Array> {
	const { now, signal } = events;
	const startedAtMs = now();
	let wantedBytes = FIRST_SLICE_BYTES;
	for (let offsetBytes = 0; offsetBytes < bytes.sizeBytes; ) {
		if (signal.aborted) return;
		events.onRead();
		const slice = await bytes.slice(offsetBytes, wantedBytes, signal);
		events.onSlice();
		offsetBytes += slice.length;
		const cutAtMs = now();
		yield slice;
		if (signal.aborted) return;
		events.onSent(slice.length);
		const isQuick = now() - cutAtMs < QUICK_SLICE_MS;
		wantedBytes = isQuick ? Math.min(LARGEST_SLICE_BYTES, wantedBytes * 2) : FIRST_SLICE_BYTES;
	}
	events.onEnd(now() - startedAtMs);
}
