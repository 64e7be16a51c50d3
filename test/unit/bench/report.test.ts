import { speedBars } from '../../../bench/report/chart';
import { toMarkdown } from '../../../bench/report/markdown';
import { median, medianAndRange, section } from '../../../bench/report/section';
import { toSvg } from '../../../bench/report/svg';
import { describeSeconds, secondsLeft } from '../../../bench/report/time-left';

const results = new Map([
	['engine', [{ mebibytesPerSecond: 10 }, { mebibytesPerSecond: 30 }, { mebibytesPerSecond: 20 }]],
	['curl', [{ mebibytesPerSecond: 40 }]],
]);
const columns = [
	medianAndRange<{ mebibytesPerSecond: number }>('MiB/s', (run) => run.mebibytesPerSecond),
	median<{ mebibytesPerSecond: number }>('GiB/s', (run) => run.mebibytesPerSecond / 1024, 2),
];

describe('the report', () => {
	const made = section('Loopback', 'Three runs.', columns, results);

	it('has a row for every contestant, with median and range', () => {
		expect(made.head).toEqual(['contestant', 'MiB/s, median (min–max)', 'GiB/s']);
		expect(made.rows).toEqual([
			['engine', '20 (10–30)', '0.02'],
			['curl', '40 (40–40)', '0.04'],
		]);
	});

	it('keeps every run for the JSON', () => {
		expect(made.runs.engine).toHaveLength(3);
	});

	it('ends with the goals, and says which are met', () => {
		const goals = [
			{ goal: 'speed', demanded: '≥ 1', measured: '2', isMet: true },
			{ goal: 'memory', demanded: '≤ 1', measured: '2', isMet: false },
		];
		const lines = toMarkdown({ cpu: 'fast' }, [made], goals).trimEnd().split('\n');
		expect(lines).toContain('- cpu: fast');
		expect(lines).toContain('| engine | 20 (10–30) | 0.02 |');
		expect(lines.at(-2)).toBe('| speed | ≥ 1 | 2 | met |');
		expect(lines.at(-1)).toBe('| memory | ≤ 1 | 2 | **not met** |');
	});
});

describe('the picture', () => {
	const picture = toSvg([{ title: 'Over <TLS> & more', bars: speedBars(results) }]);

	it('draws bars in proportion to their medians', () => {
		const widths = [...picture.matchAll(/<rect class="(?:ours|floor)"[^>]* width="([\d.]+)"/g)].map(
			([, width]) => Number(width),
		);
		expect(widths).toHaveLength(2);
		expect(widths[1]).toBeCloseTo((widths[0] ?? 0) * 2);
	});

	it('is well-formed whatever the titles are, and says in words what it shows', () => {
		expect(picture).not.toContain('<TLS>');
		expect(picture).toContain('engine 20.0 MiB/s, curl 40.0 MiB/s');
	});

	it('makes room for a mark that no bar reaches', () => {
		const ceiling = { value: 100, label: 'the line' };
		const marked = toSvg([{ title: 'WAN', bars: speedBars(results), ceiling }]);
		const end = Number(/class="ceiling" d="M([\d.]+)/.exec(marked)?.[1]);
		const widest = Math.max(
			...[...marked.matchAll(/<rect class="floor"[^>]* x="(\d+)"[^>]* width="([\d.]+)"/g)].map(
				([, x, width]) => Number(x) + Number(width),
			),
		);
		expect(end).toBeGreaterThan(widest);
	});
});

describe('secondsLeft', () => {
	const plan = [
		{ name: 'first', expectedSeconds: 100 },
		{ name: 'second', expectedSeconds: 300 },
	];

	it('goes by the plan as long as little is done', () => {
		expect(secondsLeft(plan, { name: 'first', share: 0.1 }, 40)).toBe(390);
	});

	it('goes by the pace so far after that', () => {
		expect(secondsLeft(plan, { name: 'second', share: 1 / 3 }, 400)).toBeCloseTo(400);
	});

	it('has nothing left at the end', () => {
		expect(secondsLeft(plan, { name: 'second', share: 1 }, 500)).toBe(0);
	});

	it('is told in seconds or minutes', () => {
		expect([describeSeconds(40.4), describeSeconds(600)]).toEqual(['40 s', '10 min']);
	});
});
