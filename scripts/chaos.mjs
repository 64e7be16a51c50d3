/**
 * `npm run chaos`: a real n8n uploads files while it is killed and started again at random moments and an
 * emulator of DingTalk misbehaves. Ends with 1 when a promise of the node is broken.
 */
import * as chaos from './lib/chaos/run.cjs';
import * as commandLine from './lib/command-line.cjs';
import * as judgement from './lib/judgement.cjs';
import * as plan from './lib/chaos/planned-uploads.cjs';
import * as prepare from './lib/prepare.cjs';
import * as progress from './lib/progress.cjs';
import * as report from './lib/chaos/report.cjs';

const STRATEGIES = Object.keys(plan.STRATEGIES);

const USAGE = `Usage: npm run chaos -- [options]

  --uploads <n>      how many files (default: 200, about 15 minutes; 12 take two)
  --seed <text>      other files, faults and moments for another seed (default: 1)
  --strategy <name>  ${STRATEGIES.join(', ')}; can be repeated (default: all of them)
  --save             write the figures into docs/reliability.md
  --help             print this
`;

/** Whether all promises were kept. */
async function main({ uploads, seed, strategy, save }) {
	const nodeBinary = await prepare.prepareN8n();
	const startedAtMs = performance.now();
	const run = await chaos.runChaos({ nodeBinary, count: Number(uploads), seed, strategies: strategy });
	const command = commandLine.typedCommand('chaos');
	const figures = report.describeRun({ ...run, command, seed, time: progress.secondsSince(startedAtMs) });
	console.log(`\n${figures}\n`);
	if (save) report.saveFigures(figures);
	return judgement.areKept(run.judgements);
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: {
		uploads: { type: 'string', default: '200' },
		seed: { type: 'string', default: '1' },
		strategy: { type: 'string', multiple: true, default: STRATEGIES },
		save: { type: 'boolean', default: false },
	},
	check({ uploads, strategy }) {
		commandLine.requireWholeNumber(uploads);
		commandLine.requireNames(strategy, STRATEGIES);
	},
	run: main,
});
