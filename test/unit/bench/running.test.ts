import { readOptions } from '../../../bench/cli-options';
import { SCENARIOS } from '../../../bench/scenarios';
import { takeTurns } from '../../../bench/turns';

describe('takeTurns', () => {
	async function record(runs: number) {
		const order: string[] = [];
		const shares: number[] = [];
		const results = await takeTurns({
			names: ['a', 'b', 'c'],
			runs,
			runOnce: async (name) => order.push(name),
			onRun: (_name, _run, share) => shares.push(share),
		});
		return { order: order.join(''), shares, results };
	}

	it('starts every round with the next one', async () => {
		expect((await record(3)).order).toBe('abcbcacababc');
	});

	it('does not count the first round', async () => {
		const { results } = await record(1);
		expect(Object.fromEntries(results)).toEqual({ a: [6], b: [4], c: [5] });
	});

	it('tells how much is done', async () => {
		const { shares } = await record(1);
		expect(shares[2]).toBeCloseTo(0.5);
		expect(shares.at(-1)).toBe(1);
	});
});

describe('the command line', () => {
	it('runs everything, and keeps the results, without options', () => {
		expect(readOptions([])).toMatchObject({ scenarios: SCENARIOS, runs: undefined, isComplete: true });
	});

	it('runs what is named, in the order in which it is named', () => {
		const { scenarios, isComplete } = readOptions(['--only', 'memory,wan']);
		expect(scenarios.map(({ name }) => name)).toEqual(['memory', 'wan']);
		expect(isComplete).toBe(false);
	});

	it.each([[['--runs', '1']], [['--quick']]])('keeps no results of %j', (args) => {
		expect(readOptions(args).isComplete).toBe(false);
	});

	it.each([[['--only', 'moon']], [['--runs', '0']], [['--runs', 'many']], [['--fast']]])(
		'refuses %j',
		(args) => {
			expect(() => readOptions(args)).toThrow();
		},
	);
});
