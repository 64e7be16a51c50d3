import { drawLines } from '../../../scripts/lib/soak/line-chart.cjs';
import { seriesOfCalls, type Call } from '../../../scripts/lib/soak/call-series.cjs';

const MIB = 1024 * 1024;
const call = (operation: string, endedAtMs: number, more: Partial<Call> = {}): Call => ({
	operation,
	atMs: endedAtMs,
	endedAtMs,
	bytes: 0,
	status: 200,
	faults: [],
	...more,
});

it('counts what came in each stretch of time', () => {
	const calls = [
		call('put', 1_000, { bytes: 10 * MIB }),
		call('commit', 2_000),
		call('commit', 6_000),
		call('commit', 7_000, { status: 403, errorCode: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' }),
		call('put', 8_000, { status: 0 }),
		call('commit', 99_000),
	];
	const series = seriesOfCalls(calls, { fromMs: 0, toMs: 10_000 });
	const values = (name: keyof typeof series) => series[name].map(([, value]) => value);
	expect(values('mebibytesPerSecond')).toEqual([2, 0]);
	expect(values('filesPerMinute')).toEqual([12, 12]);
	expect(values('throttledPerMinute')).toEqual([0, 12]);
	expect(values('lostPerMinute')).toEqual([0, 12]);
});

it('draws lines to scale, and its grid reaches above them', () => {
	const { drawn } = drawLines({
		title: 'Heap <MiB>',
		note: '',
		minutes: 10,
		lines: [
			{
				name: 'Worker 1',
				points: [
					[0, 0],
					[10, 130],
				],
			},
			{
				name: 'Worker 2',
				points: [
					[0, 130],
					[10, 65],
				],
			},
		],
	});
	const ends = [...drawn.matchAll(/class="line \w+" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/g)].map(
		(match) => match.slice(1).map(Number),
	);
	const [[left, bottom, right, top] = [], [, alsoTop, , middle] = []] = ends;
	expect(right).toBeGreaterThan(left ?? NaN);
	expect(alsoTop).toBe(top);
	expect(middle).toBeCloseTo(((top ?? NaN) + (bottom ?? NaN)) / 2, 0);
	expect(drawn).toContain('>150</text>');
	expect(drawn).not.toContain('<MiB>');
});
