export interface Spread {
	readonly min: number;
	readonly median: number;
	readonly max: number;
}

/** The runs of each contestant, in the order in which they are shown. */
export type Results<Run> = ReadonlyMap<string, readonly Run[]>;

export function spread(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (index: number) => sorted[index] ?? Number.NaN;
	const middle = (sorted.length - 1) / 2;
	return {
		min: at(0),
		median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
		max: at(sorted.length - 1),
	};
}

/** The median of one figure of one contestant; NaN when it did not run. */
export function medianOf<Run>(results: Results<Run>, name: string, pick: (run: Run) => number): number {
	return spread((results.get(name) ?? []).map(pick)).median;
}

/** The largest of one figure of one contestant, for what may never happen. */
export function maxOf<Run>(results: Results<Run>, name: string, pick: (run: Run) => number): number {
	return spread((results.get(name) ?? []).map(pick)).max;
}
