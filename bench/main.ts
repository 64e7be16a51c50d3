/** `npm run bench`: runs the scenarios and writes bench/results. Started by scripts/bench.mjs in the project's folder. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptions, USAGE, type CliOptions } from './cli-options';
import { describeError } from './describe-error';
import { HOMES } from './contestants/node-in-n8n-core';
import { describeMachine } from './machine';
import { toMarkdown } from './report/markdown';
import { toSvg } from './report/svg';
import { describeSeconds, secondsLeft, type Planned } from './report/time-left';
import type { Scenario, ScenarioResult } from './scenarios/scenario';

const FILES = join(process.cwd(), '.cache/bench/files');
const RESULTS = join(process.cwd(), 'bench/results');

async function main(args: readonly string[]): Promise<void> {
	const options = readOptions(args);
	if (options.wantsHelp) return console.log(USAGE);
	const machine = describeMachine();
	const { results, failures } = await runAll(options);

	const sections = results.flatMap((result) => result.sections);
	const goals = results.flatMap((result) => result.goals);
	const markdown = toMarkdown(machine, sections, goals);
	console.log(`\n${markdown}`);
	if (failures > 0) process.exitCode = 1;
	if (!options.isComplete || failures > 0) return;
	const runs = sections.map((section) => ({ title: section.title, note: section.note, runs: section.runs }));
	const json = JSON.stringify({ machine, scenarios: runs, goals }, null, 2);
	await mkdir(RESULTS, { recursive: true });
	await writeFile(join(RESULTS, 'latest.md'), markdown);
	await writeFile(join(RESULTS, 'latest.json'), `${json}\n`);
	await writeFile(join(RESULTS, 'latest.svg'), toSvg(results.flatMap(({ charts = [] }) => charts)));
}

/** One scenario after the other, with a line for every run. One that fails does not end the others. */
async function runAll({
	scenarios,
	runs,
	isQuick,
}: CliOptions): Promise<{ results: ScenarioResult[]; failures: number }> {
	const runsOf = (scenario: Scenario) => runs ?? scenario.runs;
	const plan: Planned[] = scenarios.map((scenario) => ({
		name: scenario.name,
		expectedSeconds: scenario.secondsBefore + scenario.secondsPerRound * (runsOf(scenario) + 1),
	}));
	const startedAtMs = performance.now();
	const results: ScenarioResult[] = [];
	let failures = 0;
	for (const scenario of scenarios) {
		console.log(`${scenario.name}: ${scenario.summary}`);
		const report = (name: string, figure: string, share: number) => {
			const elapsedSeconds = (performance.now() - startedAtMs) / 1000;
			const left = describeSeconds(secondsLeft(plan, { name: scenario.name, share }, elapsedSeconds));
			console.log(`  ${name.padEnd(32)}${figure.padEnd(28)}about ${left} left`);
		};
		try {
			results.push(await scenario.run({ folder: FILES, runs: runsOf(scenario), isQuick, report }));
		} catch (error) {
			failures++;
			console.error(`  failed: ${describeError(error)}`);
		}
		// A run that was cut off leaves its copy of the files.
		await rm(HOMES, { recursive: true, force: true });
	}
	console.log(`Done in ${describeSeconds((performance.now() - startedAtMs) / 1000)}.`);
	return { results, failures };
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
