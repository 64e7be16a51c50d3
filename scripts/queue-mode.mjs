/**
 * `npm run queue-mode`: n8n in queue mode on this machine, without Docker: PostgreSQL, Redis, a main process and two
 * workers with the node installed, and an emulator of DingTalk. Uploads a file on a worker and stays until Ctrl+C;
 * `-- --once` ends after the upload. The same set-up for Docker is docs/scale/compose.yml.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import backgroundProcess from './lib/background-process.cjs';
import emulatorProcess from './lib/emulator-process.cjs';
import n8nClient from './lib/n8n-client.cjs';
import n8nInstall from './lib/n8n-install.cjs';
import node24 from './lib/node24.cjs';
import paths from './lib/paths.cjs';
import progress from './lib/progress.cjs';
import project from './lib/project.cjs';
import report from './lib/demo/report.cjs';
import sampleFile from './lib/sample-file.cjs';
import stack from './lib/queue-mode/stack.cjs';
import workflows from './lib/workflow.cjs';

const SIZE_MIB = 64;
const FOLDER = path.join(paths.CACHE, 'queue-mode');
const NAME = 'Upload a file on a worker';

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
	const credential = await client.createCredential(NAME, 'dingTalkApi', emulator.credential());
	const { chain, manualTrigger, readFiles, uploadFile } = workflows;
	const workflow = await client.createWorkflow(
		chain(NAME, manualTrigger(), readFiles(file), uploadFile(credential, emulator.demo.spaceId)),
	);
	const execution = await progress.step('Running the workflow on a worker', async () =>
		client.ended(await client.run(workflow.id, 'Start')),
	);
	const { error, runData } = execution.data.resultData;
	if (execution.status !== 'success') throw new Error(`${error?.message} ${error?.description ?? ''}`);
	const uploaded = runData['DingTalk Storage'][0].data.main[0][0].json;
	return report.reportUpload(source, uploaded, await emulator.sha256OfFile(uploaded.fileId));
}

const { stopAll } = backgroundProcess.BackgroundProcess;
const { values: options } = parseArgs({ options: { once: { type: 'boolean' } } });

const untilInterrupted = new Promise((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
});
void untilInterrupted.then(stopAll).then(() => process.exit());

// Until proven otherwise.
process.exitCode = 1;
try {
	const nodeBinary = await node24.ensureNode24();
	await n8nInstall.ensureN8n(nodeBinary);
	await project.ensureDependencies();
	await project.ensureBuilt();
	const queueMode = await startQueueMode(nodeBinary);
	const emulator = await emulatorProcess.startEmulator(path.join(FOLDER, 'logs/emulator.log'));
	if (await upload(queueMode, emulator)) process.exitCode = 0;
	if (!options.once) {
		console.log(`  Editor     ${queueMode.baseUrl}`);
		console.log(`  Log in as  ${n8nClient.OWNER.email}, password ${n8nClient.OWNER.password}`);
		console.log('  Ctrl+C ends all of it.\n');
		await untilInterrupted;
	}
	await queueMode.stop();
} catch (error) {
	console.error(`\n${error.message}`);
}
await stopAll();
