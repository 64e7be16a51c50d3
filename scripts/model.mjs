/**
 * `npm run test:model -- --runs 100000 [--seed 1]`: uploads made up at random, with faults made up at random, each
 * checked for what must always hold. The seed, which it prints, repeats a run.
 */
import { parseArgs } from 'node:util';
import jest from './lib/jest.cjs';
import project from './lib/project.cjs';

const USAGE = 'Usage: npm run test:model -- [--runs <number>] [--seed <number>]';

/** @returns {{ runs: string, seed?: string }} */
function readOptions() {
	const { values } = parseArgs({
		options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string' } },
	});
	const isWhole = (/** @type {string | undefined} */ text) => text === undefined || /^\d+$/.test(text);
	if (isWhole(values.runs) && isWhole(values.seed)) return values;
	throw new Error('Runs and seed are whole numbers.');
}

async function main() {
	const { runs, seed } = readOptions();
	await project.ensureDependencies();
	process.env.MODEL_RUNS = runs;
	if (seed !== undefined) process.env.MODEL_SEED = seed;
	const { failed } = await jest.runJest('model');
	process.exitCode = failed === 0 ? 0 : 1;
}

try {
	await main();
} catch (error) {
	console.error(`${error.message}\n${USAGE}`);
	process.exitCode = 1;
}
