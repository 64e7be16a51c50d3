import type { LinkedAbort } from '../../../lib/upload';

/**
 * DingTalk takes 20 calls a second of each API, so 20 files; a small one takes 1.6 s on a slow line:
 * four requests of two round trips each, of 200 ms.
 */
export const MAX_ITEMS_SIDE_BY_SIDE = 32;

/**
 * Does the work of all items, several at a time, and answers in the order of the items. The first
 * failure stops the others: no more are started, those under way are aborted, and once all of them
 * have settled that first failure is thrown.
 */
export async function runItemsSideBySide<T>(
	itemCount: number,
	abort: LinkedAbort,
	work: (itemIndex: number) => Promise<T>,
): Promise<T[]> {
	const results: T[] = [];
	let nextIndex = 0;
	let firstFailure: { readonly error: unknown } | undefined;

	const runLane = async () => {
		while (nextIndex < itemCount && firstFailure === undefined) {
			const itemIndex = nextIndex++;
			try {
				results[itemIndex] = await work(itemIndex);
			} catch (error) {
				firstFailure ??= { error };
				abort.abort(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(itemCount, MAX_ITEMS_SIDE_BY_SIDE) }, runLane));
	if (firstFailure) throw firstFailure.error;
	return results;
}
