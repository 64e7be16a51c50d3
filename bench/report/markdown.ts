import type { Run } from '../loopback';
import { spread } from '../statistics';

/** One table a scenario: medians, and the spread of the throughput. */
export function toMarkdown(title: string, results: ReadonlyMap<string, readonly Run[]>): string {
	const rows = [...results].map(([name, runs]) => {
		const of = (field: keyof Run) => spread(runs.map((run) => run[field]));
		const speed = of('mebibytesPerSecond');
		return [
			name,
			`${round(speed.median)} (${round(speed.min)}–${round(speed.max)})`,
			round(of('cpuSecondsPerGib').median, 2),
			round(of('peakRssMib').median),
			round(of('growthMib').median),
			String(of('apiCalls').median),
			round(of('firstPartMs').median),
			round(of('elapsedMs').median),
		];
	});
	const head = [
		'contestant',
		'MiB/s, median (min–max)',
		'CPU s/GiB',
		'peak RSS, MiB',
		'growth, MiB',
		'API calls',
		'first part, ms',
		'total, ms',
	];
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

function round(value: number, digits = 0): string {
	return value.toFixed(digits);
}
