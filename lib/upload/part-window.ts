import { throwIfAborted, type LinkedAbort } from './abort';

/**
 * Runs `work` over all parts, as many at a time as there are slots. A slot that is free takes the
 * next part at once: no part waits for its neighbours. The first failure aborts the others, all
 * slots settle, and then that first failure is thrown.
 */
export async function runPartWindow<TPart>(
	parts: readonly TPart[],
	slots: number,
	abort: LinkedAbort,
	createSlot: () => (part: TPart) => Promise<void>,
): Promise<void> {
	const remaining = parts.values();
	let firstFailure: { readonly error: unknown } | undefined;

	const runSlot = async () => {
		try {
			const work = createSlot();
			for (const part of remaining) {
				throwIfAborted(abort.signal);
				await work(part);
			}
		} catch (error) {
			firstFailure ??= { error };
			abort.abort(error);
		}
	};
	await Promise.all(Array.from({ length: Math.min(slots, parts.length) }, runSlot));
	if (firstFailure) throw firstFailure.error;
}
