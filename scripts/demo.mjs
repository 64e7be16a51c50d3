/** `npm run demo`: a real n8n with the node installed uploads a large file to an emulator of DingTalk on this machine. */
import path from 'node:path';
import * as commandLine from './lib/command-line.cjs';
import * as emulatorProcess from './lib/emulator-process.cjs';
import * as inCore from './lib/demo/in-core.cjs';
import * as inN8n from './lib/demo/in-n8n.cjs';
import * as n8nSession from './lib/n8n-session.cjs';
import * as onlyOne from './lib/demo/only-one.cjs';
import * as paths from './lib/paths.cjs';
import * as prepare from './lib/prepare.cjs';
import * as progress from './lib/progress.cjs';
import * as project from './lib/project.cjs';
import * as report from './lib/demo/report.cjs';
import * as sampleFile from './lib/sample-file.cjs';

const SIZE_MIB = 128;
const FOLDER = path.join(paths.CACHE, 'demo');

const USAGE = `Usage: npm run demo -- [options]

  --once   end after the upload (default: the editor stays open until Ctrl+C)
  --core   n8n's engine in this process, without server and editor; much faster, and ends after the upload
  --help   print this

Needs 4 GB on the disk, where n8n goes the first time, and with --core 1 GB. All of it lies in this folder.
`;

async function startEmulator() {
	const source = await sampleFile.ensureSampleFile(
		path.join(FOLDER, `files/sample-${SIZE_MIB}-MiB.bin`),
		SIZE_MIB * sampleFile.MIB,
	);
	const emulator = await progress.step('Starting the DingTalk emulator', () =>
		emulatorProcess.startEmulator(path.join(FOLDER, 'emulator.log')),
	);
	return { source, emulator };
}

/** Tells what happened. The demo has succeeded when the emulator holds the bytes of the source. */
async function conclude(emulator, source, uploaded) {
	return report.reportUpload(source, uploaded, await emulator.sha256OfFile(uploaded.fileId));
}

async function demoInCore() {
	console.log(`A ${SIZE_MIB} MiB file goes to an emulator of DingTalk, in n8n's own engine.\n`);
	await project.ensureDependencies();
	await project.ensureBuilt();
	const { source, emulator } = await startEmulator();
	return await conclude(emulator, source, await inCore.uploadInCore(emulator, source));
}

async function demoInN8n({ once }) {
	console.log(`A ${SIZE_MIB} MiB file goes to an emulator of DingTalk, in a real n8n on this machine.\n`);
	onlyOne.claim(path.join(FOLDER, 'pid'));
	const nodeBinary = await prepare.prepareN8n();
	const { source, emulator } = await startEmulator();
	const baseUrl = await inN8n.startDemoN8n(nodeBinary);
	const { uploaded, editorUrl } = await inN8n.uploadInN8n(baseUrl, emulator, source);
	const isSame = await conclude(emulator, source, uploaded);
	if (once) return isSame;
	console.log(`  Editor     ${editorUrl}`);
	console.log(`  Log in as  ${n8nSession.OWNER.email}, password ${n8nSession.OWNER.password}`);
	console.log('  Ctrl+C ends n8n and the emulator.\n');
	await commandLine.untilInterrupted();
	return isSame;
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: { once: { type: 'boolean', default: false }, core: { type: 'boolean', default: false } },
	run: async (options) => await (options.core ? demoInCore() : demoInN8n(options)),
});
