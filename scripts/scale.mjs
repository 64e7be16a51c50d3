/**
 * `npm run scale`: what n8n in queue mode comes to with this node: throughput by workers, memory by concurrency, a
 * thousand small files, a file of 20 GiB. Prints the figures; `-- --save` writes them into docs/scale.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import bigFile from './lib/scale/big-file.cjs';
import figures from './lib/figures.cjs';
import longRun from './lib/long-run.cjs';
import memory from './lib/scale/memory.cjs';
import paths from './lib/paths.cjs';
import progress from './lib/progress.cjs';
import project from './lib/project.cjs';
import smallFiles from './lib/scale/small-files.cjs';
import throughput from './lib/scale/throughput.cjs';

const MEASUREMENTS = {
	throughput: throughput.measureThroughput,
	memory: memory.measureMemory,
	'small-files': smallFiles.measureSmallFiles,
	'big-file': bigFile.measureBigFile,
};

const USAGE = `Usage: npm run scale -- [options]

  --only <name>   ${Object.keys(MEASUREMENTS).join(', ')}; can be repeated (default: all, about 15 minutes)
  --save          write the figures into docs/scale.md
  --help          print this

Needs PostgreSQL, Redis, and 30 GB on the disk for the large file.
`;

function readOptions() {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', multiple: true, default: Object.keys(MEASUREMENTS) },
			save: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const unknown = values.only.find((name) => !Object.hasOwn(MEASUREMENTS, name));
	if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}".\n\n${USAGE}`);
	return values;
}

async function main({ only, save }) {
	const nodeBinary = await longRun.prepare();
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

await longRun.runCommandLine({ usage: USAGE, readOptions, run: main });
