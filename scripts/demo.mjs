/**
 * `npm run demo`: a real n8n with the node installed uploads a large file to an emulator of DingTalk on this machine.
 * `-- --once` ends after the upload; `-- --core` runs n8n's engine in this process, without server and editor.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import backgroundProcess from './lib/background-process.cjs';
import emulatorProcess from './lib/emulator-process.cjs';
import inCore from './lib/demo/in-core.cjs';
import inN8n from './lib/demo/in-n8n.cjs';
import n8nClient from './lib/n8n-client.cjs';
import n8nInstall from './lib/n8n-install.cjs';
import node24 from './lib/node24.cjs';
import onlyOne from './lib/demo/only-one.cjs';
import paths from './lib/paths.cjs';
import progress from './lib/progress.cjs';
import project from './lib/project.cjs';
import report from './lib/demo/report.cjs';
import sampleFile from './lib/sample-file.cjs';

const SIZE_MIB = 128;
const FOLDER = path.join(paths.CACHE, 'demo');

async function prepare() {
	await project.ensureDependencies();
	await project.ensureBuilt();
	const source = await sampleFile.ensureSampleFile(
		path.join(FOLDER, `files/sample-${SIZE_MIB}-MiB.bin`),
		SIZE_MIB * sampleFile.MIB,
	);
	const emulator = await progress.step('Starting the DingTalk emulator', () =>
		emulatorProcess.startEmulator(path.join(FOLDER, 'emulator.log')),
	);
	return { source, emulator };
}

/** Tells what happened; the demo has succeeded when the emulator holds the bytes of the source. */
async function conclude(emulator, source, uploaded) {
	const isSame = report.reportUpload(source, uploaded, await emulator.sha256OfFile(uploaded.fileId));
	process.exitCode = isSame ? 0 : 1;
}

async function demoInCore() {
	console.log(`A ${SIZE_MIB} MiB file goes to an emulator of DingTalk, in n8n's own engine.\n`);
	const { source, emulator } = await prepare();
	await conclude(emulator, source, await inCore.uploadInCore(emulator, source));
}

async function demoInN8n() {
	console.log(`A ${SIZE_MIB} MiB file goes to an emulator of DingTalk, in a real n8n on this machine.\n`);
	onlyOne.claim(path.join(FOLDER, 'pid'));
	const node = await node24.ensureNode24();
	await n8nInstall.ensureN8n(node);
	const { source, emulator } = await prepare();
	const baseUrl = await inN8n.startDemoN8n(node);
	const { uploaded, editorUrl } = await inN8n.uploadInN8n(baseUrl, emulator, source);
	await conclude(emulator, source, uploaded);
	if (options.once) return;
	console.log(`  Editor     ${editorUrl}`);
	console.log(`  Log in as  ${n8nClient.OWNER.email}, password ${n8nClient.OWNER.password}`);
	console.log('  Ctrl+C ends n8n and the emulator.\n');
	await untilInterrupted;
}

const { stopAll } = backgroundProcess.BackgroundProcess;
const { values: options } = parseArgs({ options: { once: { type: 'boolean' }, core: { type: 'boolean' } } });

const untilInterrupted = new Promise((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
});
void untilInterrupted.then(stopAll).then(() => process.exit());

// Until proven otherwise.
process.exitCode = 1;
try {
	await (options.core ? demoInCore() : demoInN8n());
} catch (error) {
	console.error(`\n${error.message}`);
}
await stopAll();
