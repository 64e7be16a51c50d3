'use strict';

/** One day in a company, from an empty n8n and an empty DingTalk to the verdict. */
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { startEmulator } = require('../emulator-process.cjs');
const { CACHE } = require('../paths.cjs');
const { packProject } = require('../project.cjs');
const { step } = require('../progress.cjs');
const { QueueModeStack } = require('../queue-mode/stack.cjs');
const { LoadDriver } = require('./driver.cjs');
const { compareQuarters } = require('./flatness.cjs');
const { judge } = require('./judge.cjs');
const { planDay, planWarmUp } = require('./plan.cjs');
const { probeEnvironment, readSamples } = require('./samples.cjs');
const { createWorkflows } = require('./workflows.cjs');

const FOLDER = path.join(CACHE, 'soak');
const SAMPLES = path.join(CACHE, 'soak-samples');
const STORAGE = path.join(FOLDER, 'storage');

const WORKERS = 2;
const MINUTE_MS = 60_000;
const WARM_UP_MS = MINUTE_MS;

/** After all is done, for what is closed by and by. */
const REST_MS = 5_000;

/** n8n copies each file into its store: two of the largest, and some for the rest. */
const NEEDED_BYTES = 8 * 2 ** 30;

/** Bytes are not kept, only digests of them; answers take as long as on a short line. */
const EMULATOR = ['--store', 'hash', '--no-crc64', '--latency', '30'];

/**
 * @param {object} options
 * @param {string} options.nodeBinary that n8n accepts
 * @param {number} options.minutes
 * @param {string} options.seed
 */
async function runSoak({ nodeBinary, minutes, seed }) {
	requireRoom();
	for (const folder of [FOLDER, SAMPLES]) fs.rmSync(folder, { recursive: true, force: true });
	const stack = await step('Starting n8n in queue mode with the node installed', async () => {
		return await QueueModeStack.start({
			nodeBinary,
			folder: FOLDER,
			tarball: await packProject(),
			workers: WORKERS,
			environment: {
				N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
				N8N_STORAGE_PATH: STORAGE,
				...probeEnvironment(SAMPLES, minutes),
			},
		});
	});
	const emulator = await startEmulator(path.join(CACHE, 'logs/soak-emulator.log'), EMULATOR);
	await createWorkflows(stack.client, emulator);

	const warmUp = new LoadDriver(stack, planWarmUp({ seed }), emulator);
	await step('Warming up', async (report) => await warmUp.run(WARM_UP_MS, report));
	const driver = new LoadDriver(stack, planDay({ minutes, seed }), emulator);
	const fromMs = Date.now();
	await step(`Working for ${minutes} min`, async (report) => await driver.run(minutes * MINUTE_MS, report));
	await sleep(REST_MS);
	const load = { fromMs, toMs: fromMs + minutes * MINUTE_MS };
	const workers = Array.from({ length: WORKERS }, (_, index) => {
		const { pid, hasEnded } = stack.worker(index + 1);
		const samples = readSamples(SAMPLES, pid);
		return { name: `Worker ${index + 1}`, samples, hasEnded, comparisons: compareQuarters(samples, load) };
	});
	await stack.stop();
	const calls = await emulator.control('GET', 'calls');
	const files = await emulator.control('GET', 'files');
	const jobs = [...warmUp.jobs, ...driver.jobs];
	/** @type {import('../judgement.cjs').Judgement[]} */
	const judgements = await step('Comparing all files with their sources', async (report) => {
		return await judge({ jobs, files, workers, storageFolder: STORAGE }, report);
	});
	const isKept = judgements.every(({ kept, of }) => kept === of);
	if (isKept)
		for (const name of ['storage', 'files']) fs.rmSync(path.join(FOLDER, name), { recursive: true });
	else fs.writeFileSync(path.join(FOLDER, 'logs/day.json'), JSON.stringify({ jobs, files, calls }));
	return { jobs: driver.jobs, calls, workers, judgements, load };
}

function requireRoom() {
	fs.mkdirSync(CACHE, { recursive: true });
	const { bavail, bsize } = fs.statfsSync(CACHE);
	if (bavail * bsize >= NEEDED_BYTES) return;
	const free = (bavail * bsize) / 2 ** 30;
	throw new Error(
		`There are ${free.toFixed(1)} GiB free for ${CACHE}, and ${NEEDED_BYTES / 2 ** 30} are needed`,
	);
}

module.exports = { runSoak };
