import { orAborted } from '../abort';
import { UploadError } from '../errors';
import { orTimedOut } from '../timeout';

/** A source that yields nothing for this long is given up: n8n's own limit for reading binary data is the same. */
export const SOURCE_TIMEOUT_MS = 300_000;

/**
 * Settles as `read` does, or rejects when it takes too long or the signal fires; `read` is then left alone.
 * @throws UploadError `UPLOAD_SOURCE_FAILED`, `UPLOAD_ABORTED`, or what `read` threw
 */
export async function inTime<T>(read: Promise<T>, timeoutMs: number, signal: AbortSignal): Promise<T> {
	const timedOut = () =>
		new UploadError(
			'UPLOAD_SOURCE_FAILED',
			`The data stopped coming: nothing for ${timeoutMs / 1000} seconds`,
			{ reason: 'timeout' },
		);
	return await orTimedOut(orAborted(read, signal), timeoutMs, timedOut);
}
