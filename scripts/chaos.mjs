/**
 * `npm run chaos`: a real n8n uploads files while it is killed and started again at random moments and an
 * emulator of DingTalk misbehaves. Ends with 1 when a promise of the node is broken.
 */
import { parseArgs } from 'node:util';
import backgroundProcess from './lib/background-process.cjs';
import chaos from './lib/chaos/run.cjs';
import n8nInstall from './lib/n8n-install.cjs';
import node24 from './lib/node24.cjs';
import plan from './lib/chaos/planned-uploads.cjs';
import progress from './lib/progress.cjs';
import project from './lib/project.cjs';
import report from './lib/chaos/report.cjs';

const STRATEGIES = Object.keys(plan.STRATEGIES);

const USAGE = `Usage: npm run chaos -- [options]

  --uploads <n>      how many files (default: 200, about 15 minutes; 12 take two)
  --seed <text>      other files, faults and moments for another seed (default: 1)
  --strategy <name>  ${STRATEGIES.join(', ')}; can be repeated (default: all of them)
  --save             write the figures into docs/reliability.md
  --help             print this
`;

function readOptions() {
	const { values } = parseArgs({
		options: {
			uploads: { type: 'string', default: '200' },
			seed: { type: 'string', default: '1' },
			strategy: { type: 'string', multiple: true, default: STRATEGIES },
			save: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (!/^[1-9]\d*$/.test(values.uploads)) throw new Error(`"${values.uploads}" is no number.\n\n${USAGE}`);
	const unknown = values.strategy.find((name) => !STRATEGIES.includes(name));
	if (unknown !== undefined) throw new Error(`There is no strategy "${unknown}".\n\n${USAGE}`);
	return values;
}

/** Whether all promises were kept. */
async function main({ uploads, seed, strategy, save }) {
	const nodeBinary = await node24.ensureNode24();
	await n8nInstall.ensureN8n(nodeBinary);
	await project.ensureDependencies();
	await project.ensureBuilt();
	const startedAtMs = performance.now();
	const run = await chaos.runChaos({ nodeBinary, count: Number(uploads), seed, strategies: strategy });
	const args = process.argv.slice(2);
	const command = ['npm run chaos', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
	const figures = report.describeRun({ ...run, command, seed, time: progress.secondsSince(startedAtMs) });
	console.log(`\n${figures}\n`);
	if (save) report.saveFigures(figures);
	const broken = run.judgements.flatMap(({ promise, broken }) =>
		broken.map((what) => `${promise}: ✗ ${what}`),
	);
	for (const line of broken) console.log(line);
	return broken.length === 0;
}

const { stopAll } = backgroundProcess.BackgroundProcess;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
	process.once(signal, () => void stopAll().then(() => process.exit(1)));

// Until proven otherwise.
process.exitCode = 1;
try {
	const options = readOptions();
	if (options.help) {
		console.log(USAGE);
		process.exitCode = 0;
	} else if (await main(options)) process.exitCode = 0;
} catch (error) {
	console.error(`\n${error.message}`);
}
await stopAll();
