import { atLeast, atMost, inUnit, times } from '../../../bench/figures/goals';
import { loadingGoals } from '../../../bench/scenarios/loading';
import { loopbackGoals, type LoopbackRun } from '../../../bench/scenarios/loopback';
import { memoryGoals, type MemoryRun } from '../../../bench/scenarios/memory';
import { roundTripsGoals } from '../../../bench/scenarios/round-trips';
import { smallFilesGoals, type SmallFilesRun } from '../../../bench/scenarios/small-files';
import { wanGoals, type WanRun } from '../../../bench/scenarios/wan';
import type { Goal } from '../../../bench/figures/goals';

const unmet = (goals: readonly Goal[]) => goals.filter(({ isMet }) => !isMet).map(({ goal }) => goal);

describe('atLeast, atMost', () => {
	it('are met by the bound itself', () => {
		expect(atLeast('speed', 2, times, { ours: 2 }).isMet).toBe(true);
		expect(atMost('time', 60, inUnit('ms'), { ours: 60 }).isMet).toBe(true);
	});

	it('are not met when one of several figures is not', () => {
		expect(atLeast('speed', 2, times, { ours: 3, theirs: 1.99 }).isMet).toBe(false);
		expect(atMost('time', 60, inUnit('ms'), { ours: 60.1, theirs: 1 }).isMet).toBe(false);
	});

	it('are not met by what was not measured', () => {
		expect(atLeast('speed', 2, times, { ours: NaN }).isMet).toBe(false);
		expect(atMost('time', 60, inUnit('ms'), { ours: NaN }).isMet).toBe(false);
	});

	it('say what is demanded and measured, and tell other figures without judging them', () => {
		expect(atLeast('speed', 2, times, { ours: 2.5 }, { theirs: 1 })).toEqual({
			goal: 'speed',
			demanded: '≥ 2.00 ×',
			measured: 'ours: 2.50 × (theirs: 1.00 ×)',
			isMet: true,
		});
	});
});

describe('goals over loopback', () => {
	const run = (mebibytesPerSecond: number, growthMib = 10, apiCalls = 5): LoopbackRun[] => [
		{
			mebibytesPerSecond,
			growthMib,
			apiCalls,
			cpuSecondsPerGib: 1,
			peakRssMib: 100,
			firstPartMs: 1,
			elapsedMs: 1,
		},
	];
	const good = () =>
		new Map([
			['curl', run(1_000)],
			['engine', run(600)],
			['engine, unverified', run(1_000)],
			['node in n8n-core', run(540)],
			['official sample', run(200)],
			['ali-oss', run(400, 20)],
			['lib-storage', run(100, 20)],
		]);

	it('are met where every figure just suffices', () => {
		expect(unmet(loopbackGoals(good(), good()))).toEqual([]);
	});

	it('compare each protocol with curl over the same', () => {
		const tls = good().set('curl', run(1_500));
		expect(unmet(loopbackGoals(good(), tls))).toEqual([
			'TLS: unverified, against curl',
			'TLS: verified, against curl',
		]);
	});

	it('notice one API call too many', () => {
		const http = good().set('node in n8n-core', run(540, 10, 6));
		expect(unmet(loopbackGoals(http, good()))).toEqual(['API calls for 1 GiB']);
	});
});

describe('goals of the other scenarios', () => {
	it('WAN: the line is to be used by the engine and by the node', () => {
		const run = (mebibytesPerSecond: number, lineUse: number) =>
			[{ mebibytesPerSecond, lineUse }] as WanRun[];
		const results = new Map([
			['curl', run(31, 0.98)],
			['engine', run(28, 0.96)],
			['node in n8n-core', run(28, 0.94)],
			['official sample', run(2.4, 0.08)],
		]);
		expect(unmet(wanGoals(results))).toEqual(['WAN: use of the line once started']);
	});

	it('small files: one throttled call in one run is too many', () => {
		const run = (throttledCalls: number) =>
			({ callsPerFile: 3, quietestCallsPerSecond: 18, throttledCalls }) as SmallFilesRun;
		const results = new Map([
			['engine', [run(0), run(0), run(0)]],
			['node in n8n-core', [run(0), run(0), run(1)]],
		]);
		expect(unmet(smallFilesGoals(results))).toEqual(['Small files: throttled calls in any run']);
	});

	it('memory: growth stays below the bound, and the peak does not depend on the size', () => {
		const run = (growthMib: number, peakRssMib: number) =>
			[{ growthMib, peakRssMib, boundMib: 112 }] as MemoryRun[];
		const results = new Map(
			['engine', 'engine, from a stream', 'node in n8n-core'].flatMap((name) => [
				[`${name}, 64 MiB`, run(80, 150)] as const,
				[`${name}, 1 GiB`, run(90, 160)] as const,
				[`${name}, 8 GiB`, run(90, 164)] as const,
			]),
		);
		expect(unmet(memoryGoals(results))).toEqual([]);
		results.set('engine, 1 GiB', run(113, 160)).set('engine, 8 GiB', run(90, 166));
		expect(memoryGoals(results).map(({ isMet }) => isMet)).toEqual([false, false]);
	});

	it('1 KiB: four round trips and 15 percent', () => {
		const runs = (elapsedMs: number) => [{ elapsedMs, roundTrips: elapsedMs / 80, newConnections: 0 }];
		const results = new Map([
			['engine', runs(330)],
			['node in n8n-core', runs(368)],
		]);
		expect(unmet(roundTripsGoals(results))).toEqual([]);
		expect(unmet(roundTripsGoals(results.set('node in n8n-core', runs(369))))).toHaveLength(1);
	});

	it('loading: what n8n has loaded anyway does not count, the size of the package does', () => {
		const results = new Map([
			['n8n-workflow loaded before', [{ elapsedMs: 59 }]],
			['from nothing', [{ elapsedMs: 400 }]],
		]);
		expect(unmet(loadingGoals(results, 500_000))).toEqual([]);
		expect(unmet(loadingGoals(results, 500_001))).toEqual(['Size of the package']);
	});
});
