import { spread, type Results } from '../figures/statistics';

/** One table of the report, with the runs behind it. */
export interface Section {
	readonly title: string;
	/** What a reader must know to read the table. */
	readonly note: string;
	readonly head: readonly string[];
	readonly rows: ReadonlyArray<readonly string[]>;
	/** Every run that counts, for the JSON. */
	readonly runs: Readonly<Record<string, readonly object[]>>;
}

export interface Column<Run> {
	readonly head: string;
	readonly cell: (runs: readonly Run[]) => string;
}

/** A row for every contestant. */
export function section<Run extends object>(
	title: string,
	note: string,
	columns: ReadonlyArray<Column<Run>>,
	results: Results<Run>,
): Section {
	return {
		title,
		note,
		head: ['contestant', ...columns.map(({ head }) => head)],
		rows: [...results].map(([name, runs]) => [name, ...columns.map(({ cell }) => cell(runs))]),
		runs: Object.fromEntries(results),
	};
}

export function median<Run>(head: string, pick: (run: Run) => number, digits = 0): Column<Run> {
	return { head, cell: (runs) => spread(runs.map(pick)).median.toFixed(digits) };
}

export function medianAndRange<Run>(head: string, pick: (run: Run) => number, digits = 0): Column<Run> {
	return {
		head: `${head}, median (min–max)`,
		cell(runs) {
			const { min, median, max } = spread(runs.map(pick));
			return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
		},
	};
}
