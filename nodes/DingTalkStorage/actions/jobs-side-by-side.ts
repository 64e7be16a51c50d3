import type { LinkedAbort } from '../../../lib/upload';

/**
 * DingTalk takes 20 calls a second of each API, so 20 files; a small one takes 1.6 s on a slow line:
 * four requests of two round trips each, of 200 ms.
 */
export const MAX_JOBS_SIDE_BY_SIDE = 32;

/**
 * Does all jobs, several at a time, and answers in the order of the jobs. The first
 * failure stops the others: no more are started, those under way are aborted, and once all of them
 * have settled that first failure is thrown.
 */
export async function runJobsSideBySide<T>(
	jobCount: number,
	abort: LinkedAbort,
	work: (jobIndex: number) => Promise<T>,
): Promise<T[]> {
	const results: T[] = [];
	let nextIndex = 0;
	let firstFailure: { readonly error: unknown } | undefined;

	const runLane = async () => {
		while (nextIndex < jobCount && firstFailure === undefined) {
			const jobIndex = nextIndex++;
			try {
				results[jobIndex] = await work(jobIndex);
			} catch (error) {
				firstFailure ??= { error };
				abort.abort(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(jobCount, MAX_JOBS_SIDE_BY_SIDE) }, runLane));
	if (firstFailure) throw firstFailure.error;
	return results;
}
