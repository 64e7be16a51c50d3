
import type { StorageClient } from './storage-client';
import type { UploadProgress } from './progress';

const MIB = 1024 * 1024;

export const DEFAULTS = {
	/** 64 parts a GiB: three signing calls of 30 part numbers, and little to repeat when one part fails. */
	partSizeBytes: 16 * MIB,
	/** Fills a line of 80 ms round-trip time from 4 MiB/s a connection; costs 5 part buffers. */
	maxPartsInFlight: 4,
	/** The first try and four more: about 8 s of waiting in the mean, see `backoff.ts`. */
	maxAttempts: 5,
	verifyParts: true,
	/** How long a connection may move no byte. A slow line moves some, so no part size is too big for it. */
	stallTimeoutMs: 60_000,
} as const;

export interface UploadOptions {
	/** Sends the parts; shared by all uploads that should share connections. */
	readonly storage: StorageClient;
	/** 100 KiB to 5 GiB. Default: 16 MiB, or more where 10,000 parts would not suffice. */
	readonly partSizeBytes?: number | undefined;
	/** 1 to 64, default 4. Memory in part buffers is at most part size × (this + 1). */
	readonly maxPartsInFlight?: number | undefined;
	/** PUTs of one part before the upload fails, 1 to 100, default 5. */
	readonly maxAttempts?: number | undefined;
	/** Whether to compare the ETag of every stored part with the MD5 of the bytes sent. Default true. */
	readonly verifyParts?: boolean | undefined;
	/** 1 s to 1 h, default 60 s: how long a part may make no progress before it is sent anew. */
	readonly stallTimeoutMs?: number | undefined;
	/** Ends the upload: requests, reads and waits. */
	readonly signal?: AbortSignal | undefined;
	/** Called after every stored part. */
	readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
	/** Time and chance, for tests that must not wait. */
	readonly internal?: Partial<Internal> | undefined;
}

export interface Internal {
	readonly now: () => number;
	/** 0 ≤ random < 1. */
	readonly random: () => number;
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}
