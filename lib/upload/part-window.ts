import { abortError, type LinkedAbort } from './abort';

/** How many parts may be on the line; it may change at any time. */
export interface WindowWidth {
	readonly limit: number;
	/** Set by the window; to be called when the limit has grown. */
	onGrow: () => void;
}

/**
 * Runs `work` over all parts in order, one more at a time than may be on the line, which is read meanwhile.
 * No part waits for its neighbours. The first failure aborts the others, all of them settle, and then that first
 * failure is thrown.
 */
export async function runPartWindow<TPart>(
	parts: readonly TPart[],
	width: WindowWidth,
	abort: LinkedAbort,
	work: (part: TPart) => Promise<void>,
): Promise<void> {
	const remaining = parts.values();
	let firstFailure: { readonly error: unknown } | undefined;
	let inWork = 0;

	await new Promise<void>((resolve) => {
		const fail = (error: unknown) => {
			firstFailure ??= { error };
			abort.abort(error);
		};
		const fill = () => {
			while (inWork <= width.limit) {
				if (abort.signal.aborted) firstFailure ??= { error: abortError(abort.signal) };
				const next = firstFailure ? undefined : remaining.next();
				if (next === undefined || next.done) break;
				inWork++;
				work(next.value)
					.catch(fail)
					.finally(() => {
						inWork--;
						fill();
					});
			}
			if (inWork === 0) resolve();
		};
		width.onGrow = fill;
		fill();
	});
	if (firstFailure) throw firstFailure.error;
}
