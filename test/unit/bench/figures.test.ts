import { callsPerSecond } from '../../../bench/figures/call-rates';
import { middleHalfBytesPerSecond } from '../../../bench/figures/link-use';
import { maxOf, medianOf, spread } from '../../../bench/figures/statistics';

describe('spread', () => {
	it('takes the middle value of an odd number, whatever their order', () => {
		expect(spread([30, 10, 20])).toEqual({ min: 10, median: 20, max: 30 });
	});

	it('takes the mean of the two middle values of an even number', () => {
		expect(spread([1, 2, 4, 100]).median).toBe(3);
	});

	it('knows nothing about no value', () => {
		expect(spread([])).toEqual({ min: NaN, median: NaN, max: NaN });
	});
});

describe('medianOf, maxOf', () => {
	const results = new Map([['ours', [{ ms: 5 }, { ms: 7 }, { ms: 30 }]]]);

	it('look at the runs of one contestant', () => {
		expect(medianOf(results, 'ours', (run) => run.ms)).toBe(7);
		expect(maxOf(results, 'ours', (run) => run.ms)).toBe(30);
	});

	it('know nothing about who did not run', () => {
		expect(medianOf(results, 'theirs', (run) => run.ms)).toBeNaN();
	});
});

describe('middleHalfBytesPerSecond', () => {
	it('leaves out a slow start and a slow end', () => {
		const samples = [
			{ atMs: 0, bytes: 0 },
			{ atMs: 10_000, bytes: 200 },
			{ atMs: 11_000, bytes: 600 },
			{ atMs: 12_000, bytes: 800 },
			{ atMs: 90_000, bytes: 1_000 },
		];
		// 250 bytes are reached at 10.125 s, 750 at 11.75 s.
		expect(middleHalfBytesPerSecond(samples, 1_000)).toBeCloseTo(500 / 1.625);
	});

	it('counts a pause in the middle', () => {
		const samples = [
			{ atMs: 0, bytes: 0 },
			{ atMs: 500, bytes: 500 },
			{ atMs: 1_500, bytes: 500 },
			{ atMs: 2_000, bytes: 1_000 },
		];
		expect(middleHalfBytesPerSecond(samples, 1_000)).toBeCloseTo(500 / 1.5);
	});

	it('has no figure for a file that never arrived', () => {
		expect(middleHalfBytesPerSecond([{ atMs: 0, bytes: 0 }], 1_000)).toBeNaN();
	});
});

describe('callsPerSecond', () => {
	const call = (operation: string, atMs: number, isThrottled = false) => ({ operation, atMs, isThrottled });

	it('counts each operation between its own first and last call', () => {
		const calls = [call('init', 0), call('init', 500), call('init', 1_000), call('commit', 900)];
		calls.push(call('commit', 1_100));
		expect(Object.fromEntries(callsPerSecond(calls))).toEqual({ init: 2, commit: 5 });
	});

	it('does not count throttled calls, which were not carried out', () => {
		const calls = [call('init', 0), call('init', 10, true), call('init', 1_000)];
		expect(callsPerSecond(calls).get('init')).toBe(1);
	});

	it('has no rate for a single call', () => {
		expect(callsPerSecond([call('init', 0)]).has('init')).toBe(false);
	});
});
