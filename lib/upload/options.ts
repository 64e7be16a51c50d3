import { abortableSleep } from './abort';
import { UploadError } from './errors';
import type { UploadJournal } from './journal';
import { DEFAULT_PART_SIZE_BYTES } from './part-plan';
import type { PartsInFlightRange } from './parts-in-flight';
import type { UploadProgress } from './progress';
import type { StorageClient } from './storage-client';

export const DEFAULTS = {
	partSizeBytes: DEFAULT_PART_SIZE_BYTES,
	/**
	 * Four connections fill most lines; a long one of 80 ms, on which each moves 4 MiB/s, takes eight for
	 * 32 MiB/s. More than that is for those who know their line.
	 */
	partsInFlight: { start: 4, most: 8 },
	/** The first try and seven more, with 45 s of waiting in the mean (`backoff.ts`). */
	maxAttempts: 8,
	verifyParts: true,
	/** How long a connection may move no byte. A slow line moves some, so no part is too big for it. */
	stallTimeoutMs: 60_000,
} as const;

export interface UploadOptions {
	/** Sends the parts; shared by all uploads that should share connections. */
	readonly storage: StorageClient;
	/** 100 KiB to 5 GiB. Default: 16 MiB, or more where 10,000 parts would not suffice. */
	readonly partSizeBytes?: number | undefined;
	/**
	 * 1 to 64. Default: automatic, from 4 up to 8 while more make it faster, and down where storage or line
	 * cannot bear them. Memory in part buffers is at most part size × (this + 1).
	 */
	readonly maxPartsInFlight?: number | undefined;
	/** PUTs of one part before the upload fails: 1 to 100, default 8. */
	readonly maxAttempts?: number | undefined;
	/** Whether to compare the ETag of every stored part with the MD5 of the bytes sent. Default true. */
	readonly verifyParts?: boolean | undefined;
	/** 1 ms to 1 h, default 60 s: how long a part may make no progress before it is sent anew. */
	readonly stallTimeoutMs?: number | undefined;
	/** Ends the upload: requests, reads and waits. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * Keeps account of the upload, for a later run to go on with it. Where it has a checkpoint already, this is
	 * that run: parts that are stored are read and compared, and only the missing ones are sent. Its part size
	 * wins over the option.
	 */
	readonly journal?: UploadJournal | undefined;
	/** Called after every stored part. */
	readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
	/** Time and chance, for tests that must not wait. */
	readonly clock?: Partial<Clock> | undefined;
}

/** Where the engine gets time and chance from. */
interface Clock {
	readonly now: () => number;
	/** 0 ≤ random < 1. */
	readonly random: () => number;
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Options with every gap filled and every range checked. */
export interface UploadSettings {
	readonly storage: StorageClient;
	readonly partSizeBytes: number | undefined;
	readonly partsInFlight: PartsInFlightRange;
	readonly maxAttempts: number;
	readonly verifyParts: boolean;
	readonly stallTimeoutMs: number;
	readonly journal: UploadJournal | undefined;
	readonly onProgress: (progress: UploadProgress) => void;
	readonly clock: Clock;
}

const RANGES = {
	/** The upper bound keeps 65 part buffers and as many sockets from being asked for by a slip. */
	maxPartsInFlight: [1, 64],
	maxAttempts: [1, 100],
	stallTimeoutMs: [1, 3_600_000],
} as const;

/** @throws UploadError `UPLOAD_INVALID_OPTION` */
export function normalizeOptions(options: UploadOptions): UploadSettings {
	return {
		storage: options.storage,
		partSizeBytes: options.partSizeBytes,
		partsInFlight: partsInFlight(options.maxPartsInFlight),
		maxAttempts: inRange('maxAttempts', options.maxAttempts ?? DEFAULTS.maxAttempts),
		verifyParts: options.verifyParts ?? DEFAULTS.verifyParts,
		stallTimeoutMs: inRange('stallTimeoutMs', options.stallTimeoutMs ?? DEFAULTS.stallTimeoutMs),
		journal: options.journal,
		onProgress: options.onProgress ?? (() => {}),
		clock: { now: Date.now, random: Math.random, sleep: abortableSleep, ...options.clock },
	};
}

function partsInFlight(wanted: number | undefined): PartsInFlightRange {
	if (wanted === undefined) return DEFAULTS.partsInFlight;
	const most = inRange('maxPartsInFlight', wanted);
	return { start: most, most };
}

function inRange(name: keyof typeof RANGES, value: number): number {
	const [min, max] = RANGES[name];
	if (Number.isInteger(value) && value >= min && value <= max) return value;
	throw new UploadError(
		'UPLOAD_INVALID_OPTION',
		`\`${name}\` must be a whole number from ${min} to ${max}; it is ${value}`,
	);
}
