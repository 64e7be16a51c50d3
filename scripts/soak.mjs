/**
 * `npm run test:soak`: a day in a company. n8n in queue mode works for half an hour, with one call in a hundred going
 * wrong. Ends with 1 when a file is lost or there twice, an execution hangs, or a worker holds more and more.
 */
import path from 'node:path';
import * as commandLine from './lib/command-line.cjs';
import * as figures from './lib/figures.cjs';
import * as judgement from './lib/judgement.cjs';
import * as paths from './lib/paths.cjs';
import * as plots from './lib/soak/plots.cjs';
import * as prepare from './lib/prepare.cjs';
import * as report from './lib/soak/report.cjs';
import * as soak from './lib/soak/run.cjs';

const USAGE = `Usage: npm run test:soak -- [options]

  --minutes <n>   how long (default: 30)
  --seed <text>   other files, moments and faults for another seed (default: 1)
  --save          write the figures into docs/scale.md, and pictures into docs/scale
  --help          print this

Needs Linux, PostgreSQL, Redis, and 8 GB on the disk.
`;

/** Whether all promises were kept. */
async function main({ minutes, seed, save }) {
	if (process.platform !== 'linux')
		throw new Error('What a process holds is read as Linux tells it, so this runs on Linux only.');
	const nodeBinary = await prepare.prepareN8n();
	const run = await soak.runSoak({ nodeBinary, minutes: Number(minutes), seed });
	const command = commandLine.typedCommand('test:soak');
	const text = report.describeRun({ ...run, command, seed });
	console.log(`\n${text}\n`);
	const pictures = plots.drawRun(run);
	plots.savePictures(path.join(paths.CACHE, 'soak-pictures'), pictures);
	if (save) {
		figures.saveFigures(
			path.join(paths.ROOT, 'docs/scale.md'),
			'npm run test:soak -- --save',
			`${text}\n\n${plots.linkPictures('scale', pictures)}`,
		);
		plots.savePictures(path.join(paths.ROOT, 'docs/scale'), pictures);
	}
	return judgement.areKept(run.judgements);
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: {
		minutes: { type: 'string', default: '30' },
		seed: { type: 'string', default: '1' },
		save: { type: 'boolean', default: false },
	},
	check: ({ minutes }) => commandLine.requireWholeNumber(minutes),
	run: main,
});
