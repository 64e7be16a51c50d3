import { orTimedOut } from './timeout';

/**
 * For what the node notes down for itself. A local disk takes milliseconds, one on the network seconds; going on later,
 * or counting calls, is not worth a longer wait.
 */
const DISK_TIMEOUT_MS = 10_000;

/** Settles as `work` does, or rejects when the disk takes too long. */
export async function inDiskTime<T>(work: Promise<T>, timeoutMs = DISK_TIMEOUT_MS): Promise<T> {
	const timedOut = () => new Error(`The disk has not answered for ${timeoutMs / 1000} seconds`);
	return await orTimedOut(work, timeoutMs, timedOut);
}
