/**
 * `npm run test:model`: uploads made up at random, with faults made up at random, each checked for what must always
 * hold. The seed, which it prints, repeats a run.
 */
import * as commandLine from './lib/command-line.cjs';
import * as jest from './lib/jest.cjs';
import * as project from './lib/project.cjs';

const USAGE = `Usage: npm run test:model -- [options]

  --runs <n>   how many uploads (default: 2000, a few minutes)
  --seed <n>   the uploads of an earlier run again (default: others every time)
  --help       print this
`;

async function main({ runs, seed }) {
	await project.ensureDependencies();
	process.env.MODEL_RUNS = runs;
	if (seed !== undefined) process.env.MODEL_SEED = seed;
	const { failed } = await jest.runJest('model');
	return failed === 0;
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string' } },
	check({ runs, seed = '1' }) {
		for (const value of [runs, seed]) commandLine.requireWholeNumber(value);
	},
	run: main,
});
