/** A stretch of work and how long it was thought to take. */
export interface Planned {
	readonly name: string;
	readonly expectedSeconds: number;
}

/** Until so much of the plan is done, the plan is a better guess than the pace so far. */
const PACE_KNOWN_AFTER_SECONDS = 60;

/**
 * How long the rest of the plan takes at the pace so far.
 *
 * @param current the stretch that is under way, and the share of it that is done, from 0 to 1
 */
export function secondsLeft(
	plan: readonly Planned[],
	current: { readonly name: string; readonly share: number },
	elapsedSeconds: number,
): number {
	const index = plan.findIndex(({ name }) => name === current.name);
	const expected = (stretches: readonly Planned[]) =>
		stretches.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
	const done = expected(plan.slice(0, index)) + expected(plan.slice(index, index + 1)) * current.share;
	const pace = done < PACE_KNOWN_AFTER_SECONDS ? 1 : elapsedSeconds / done;
	return (expected(plan) - done) * pace;
}

/** Such as `12 min` or `40 s`. */
export function describeSeconds(seconds: number): string {
	return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
