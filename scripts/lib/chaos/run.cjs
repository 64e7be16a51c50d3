'use strict';

/** One run of chaos, from an empty n8n and an empty DingTalk to the verdict. */
const fs = require('node:fs');
const path = require('node:path');
const { startEmulator } = require('../emulator-process.cjs');
const { CACHE } = require('../paths.cjs');
const { packProject } = require('../project.cjs');
const { step } = require('../progress.cjs');
const { FaultInjector } = require('./faults.cjs');
const { FileWatch } = require('./file-watch.cjs');
const { planUploads } = require('./planned-uploads.cjs');
const { RestartedN8n } = require('./restarted-n8n.cjs');
const { Restarts } = require('./restarts.cjs');
const { UploadDriver } = require('./upload-driver.cjs');
const { judge } = require('./verdict.cjs');
const { createWorkflows } = require('./workflows.cjs');

const FOLDER = path.join(CACHE, 'chaos');

/** A line slow enough that uploads are under way when n8n is killed. Only digests are kept of the bytes. */
const EMULATOR = ['--store', 'hash', '--latency', '50', '--total-speed', '8000000'];

/**
 * @param {object} options
 * @param {string} options.nodeBinary that n8n accepts
 * @param {number} options.count
 * @param {string} options.seed
 * @param {(keyof typeof import('./planned-uploads.cjs').STRATEGIES)[]} options.strategies
 */
async function runChaos({ nodeBinary, count, seed, strategies }) {
	fs.rmSync(FOLDER, { recursive: true, force: true });
	const planned = planUploads({ count, seed, strategies });
	const emulator = await startEmulator(path.join(FOLDER, 'logs/emulator.log'), EMULATOR);
	const n8n = await step('Starting n8n with the node installed', async () => {
		const fresh = await RestartedN8n.install({ nodeBinary, folder: FOLDER, tarball: await packProject() });
		await fresh.start();
		await createWorkflows(fresh.client, emulator, strategies);
		return fresh;
	});

	const watch = new FileWatch(emulator, planned);
	const driver = new UploadDriver(n8n, planned, (name) => watch.filesOf(name).length > 0);
	const faults = new FaultInjector(emulator, seed);
	const restarts = new Restarts(n8n, seed, count);
	await step(`Uploading ${count} files while n8n is killed and DingTalk misbehaves`, async (report) => {
		const over = new AbortController();
		const end = () => over.abort();
		await Promise.all([
			driver.run(over.signal, report).finally(end),
			watch.run(over.signal),
			faults.run(over.signal, () => driver.active),
			restarts.run(over.signal, () => driver.finished),
		]).finally(end);
	});
	await watch.look();
	await n8n.stop();
	const calls = await emulator.control('GET', 'calls');
	const judgements = judge(driver, watch);
	if (judgements.every(({ broken }) => broken.length === 0)) {
		// Gigabytes of binary data.
		fs.rmSync(n8n.options.userFolder, { recursive: true });
	} else {
		fs.writeFileSync(path.join(FOLDER, 'logs/calls.json'), JSON.stringify(calls));
	}
	return { driver, restarts, watch, calls, judgements };
}

module.exports = { runChaos };
