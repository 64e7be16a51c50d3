/**
 * `npm run scale`: what n8n in queue mode comes to with this node: throughput by workers, memory by concurrency, a
 * thousand small files, a file of 20 GiB. Prints the figures; `-- --save` writes them into docs/scale.md.
 */
import path from 'node:path';
import * as bigFile from './lib/scale/big-file.cjs';
import * as commandLine from './lib/command-line.cjs';
import * as figures from './lib/figures.cjs';
import * as memory from './lib/scale/memory.cjs';
import * as paths from './lib/paths.cjs';
import * as prepare from './lib/prepare.cjs';
import * as progress from './lib/progress.cjs';
import * as project from './lib/project.cjs';
import * as smallFiles from './lib/scale/small-files.cjs';
import * as throughput from './lib/scale/throughput.cjs';

const MEASUREMENTS = {
	throughput: throughput.measureThroughput,
	memory: memory.measureMemory,
	'small-files': smallFiles.measureSmallFiles,
	'big-file': bigFile.measureBigFile,
};

const NAMES = Object.keys(MEASUREMENTS);

const USAGE = `Usage: npm run scale -- [options]

  --only <name>   ${NAMES.join(', ')}; can be repeated (default: all, about 15 minutes)
  --save          write the figures into docs/scale.md
  --help          print this

Needs PostgreSQL, Redis, and 30 GB on the disk for the large file.
`;

async function main({ only, save }) {
	const nodeBinary = await prepare.prepareN8n();
	const tarball = await project.packProject();
	for (const name of only) {
		const text = await progress.step(`Measuring ${name}`, () => MEASUREMENTS[name]({ nodeBinary, tarball }));
		const command = `npm run scale -- --only ${name} --save`;
		const shown = `${text}\n\n\`npm run scale -- --only ${name}\`, ${figures.describeMachine()}.`;
		console.log(`\n${shown}\n`);
		if (save) figures.saveFigures(path.join(paths.ROOT, 'docs/scale.md'), command, shown);
	}
	return true;
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: {
		only: { type: 'string', multiple: true, default: NAMES },
		save: { type: 'boolean', default: false },
	},
	check: ({ only }) => commandLine.requireNames(only, NAMES),
	run: main,
});
