/**
 * `npm run queue-mode`: n8n in queue mode on this machine, without Docker: PostgreSQL, Redis, a main process and two
 * workers with the node installed, and an emulator of DingTalk. The same set-up for Docker is docs/scale/compose.yml.
 */
import path from 'node:path';
import * as commandLine from './lib/command-line.cjs';
import * as emulatorProcess from './lib/emulator-process.cjs';
import * as n8nSession from './lib/n8n-session.cjs';
import * as paths from './lib/paths.cjs';
import * as prepare from './lib/prepare.cjs';
import * as progress from './lib/progress.cjs';
import * as project from './lib/project.cjs';
import * as report from './lib/demo/report.cjs';
import * as runUpload from './lib/demo/run-upload.cjs';
import * as sampleFile from './lib/sample-file.cjs';
import * as stack from './lib/queue-mode/stack.cjs';

const SIZE_MIB = 64;
const FOLDER = path.join(paths.CACHE, 'queue-mode');
const NAME = 'Upload a file on a worker';

const USAGE = `Usage: npm run queue-mode -- [options]

  --once   end after an upload on a worker (default: all of it stays until Ctrl+C)
  --help   print this

Needs PostgreSQL and Redis.
`;

async function startQueueMode(nodeBinary) {
	return await progress.step('Starting PostgreSQL, Redis, n8n and two workers', async () =>
		stack.QueueModeStack.start({
			nodeBinary,
			folder: FOLDER,
			tarball: await project.packProject(),
			workers: 2,
			environment: {
				N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
				N8N_STORAGE_PATH: path.join(FOLDER, 'storage'),
			},
		}),
	);
}

async function upload({ client, filesFolder }, emulator) {
	const file = path.join(filesFolder, `sample-${SIZE_MIB}-MiB.bin`);
	const source = await sampleFile.ensureSampleFile(file, SIZE_MIB * sampleFile.MIB);
	const names = { name: NAME, logFile: path.join(FOLDER, 'logs') };
	const { uploaded } = await runUpload.runUpload(client, emulator, source, names);
	return report.reportUpload(source, uploaded, await emulator.sha256OfFile(uploaded.fileId));
}

async function main({ once }) {
	const queueMode = await startQueueMode(await prepare.prepareN8n());
	const emulator = await emulatorProcess.startEmulator(path.join(FOLDER, 'logs/emulator.log'));
	const isSame = await upload(queueMode, emulator);
	if (once) {
		// Quicker than to ask all of it to end.
		await queueMode.stop();
	} else {
		console.log(`  Editor     ${queueMode.baseUrl}`);
		console.log(`  Log in as  ${n8nSession.OWNER.email}, password ${n8nSession.OWNER.password}`);
		console.log('  Ctrl+C ends all of it.\n');
		await commandLine.untilInterrupted();
	}
	return isSame;
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: { once: { type: 'boolean', default: false } },
	run: main,
});
