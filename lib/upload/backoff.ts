/** How long to wait before an attempt is repeated. */
export interface BackoffRange {
	/** Upper bound of the first wait; each further one doubles it. */
	readonly minMs: number;
	readonly maxMs: number;
}

/**
 * For parts and calls alike. With eight attempts the waits have a mean of 45 s in all, enough to
 * sit out a restarting router.
 */
const BACKOFF: BackoffRange = { minMs: 1_000, maxMs: 30_000 };

/** A server's Retry-After is obeyed up to this; longer ones are a failure the user should see. */
const RETRY_AFTER_MAX_MS = 60_000;

/**
 * Capped exponential backoff with full jitter: uniform between 0 and the doubled bound, so that
 * lanes that failed together do not return together.
 *
 * @param failures how many attempts have failed, from 1
 * @param random 0 ≤ random < 1
 */
export function backoffDelayMs(failures: number, random: number, range: BackoffRange = BACKOFF): number {
	const boundMs = Math.min(range.maxMs, range.minMs * 2 ** (failures - 1));
	return Math.round(random * boundMs);
}

/**
 * Reads a Retry-After header: seconds, or an HTTP date.
 * @returns the wait from `nowMs` in milliseconds, at most `RETRY_AFTER_MAX_MS`; undefined where it says neither.
 */
export function parseRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
	if (header === undefined) return undefined;
	const text = header.trim();
	const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
	if (Number.isNaN(waitMs)) return undefined;
	return Math.min(RETRY_AFTER_MAX_MS, Math.max(0, waitMs));
}
