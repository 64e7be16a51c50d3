import { spread, type Results } from '../figures/statistics';

export interface Bar {
	readonly name: string;
	readonly min: number;
	readonly median: number;
	readonly max: number;
}

/** Bars of the picture. */
export interface Chart {
	readonly title: string;
	readonly bars: readonly Bar[];
	/** A mark that no bar can pass, such as what a line carries. */
	readonly ceiling?: { readonly value: number; readonly label: string };
}

export function speedBars(results: Results<{ readonly mebibytesPerSecond: number }>): Bar[] {
	return [...results].map(([name, runs]) => ({
		name,
		...spread(runs.map((run) => run.mebibytesPerSecond)),
	}));
}
