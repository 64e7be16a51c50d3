import { parseArgs } from 'node:util';
import { SCENARIOS } from './scenarios';
import type { Scenario } from './scenarios/scenario';

export const USAGE = `Usage: npm run bench -- [options]

  --only <names>   only these scenarios, separated by commas
  --runs <n>       runs of each that count, instead of the scenario's own number
  --quick          small files: shows in a few minutes that everything works; the figures mean nothing
  --help           print this

A complete run, without options, writes bench/results; any other prints what it measured.

Scenarios:
${SCENARIOS.map(({ name, summary }) => `  ${name.padEnd(15)}${summary}`).join('\n')}
`;

/** What the command line asks for. */
export interface CliOptions {
	readonly wantsHelp: boolean;
	readonly scenarios: readonly Scenario[];
	/** Instead of the scenarios' own numbers. */
	readonly runs: number | undefined;
	readonly isQuick: boolean;
	/** Whether everything runs as it should, so that the results are worth keeping. */
	readonly isComplete: boolean;
}

/** Reads the command line; throws on what it does not know, and says what there is. */
export function readOptions(args: readonly string[]): CliOptions {
	try {
		return toOptions(args);
	} catch (error) {
		throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
	}
}

function toOptions(args: readonly string[]): CliOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			only: { type: 'string' },
			runs: { type: 'string' },
			quick: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const { only, runs, quick, help } = values;
	return {
		wantsHelp: help,
		scenarios: only === undefined ? SCENARIOS : only.split(',').map(findScenario),
		runs: runs === undefined ? undefined : readRuns(runs),
		isQuick: quick,
		isComplete: only === undefined && runs === undefined && !quick,
	};
}

function findScenario(name: string): Scenario {
	const found = SCENARIOS.find((scenario) => scenario.name === name.trim());
	if (!found) throw new Error(`There is no scenario "${name}".`);
	return found;
}

function readRuns(text: string): number {
	if (!/^[1-9]\d*$/.test(text)) throw new Error(`"${text}" is no number of runs.`);
	return Number(text);
}
