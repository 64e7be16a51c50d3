'use strict';

/** n8n in queue mode with an emulator of DingTalk, for measuring. */
const fs = require('node:fs');
const path = require('node:path');
const { startEmulator } = require('../emulator-process.cjs');
const { CACHE } = require('../paths.cjs');
const { QueueModeStack } = require('../queue-mode/stack.cjs');
const { CREDENTIAL_TYPE, chain, manualTrigger, readFiles, uploadFile } = require('../workflow.cjs');

const FOLDER = path.join(CACHE, 'scale');
const EXECUTION_TIMEOUT_MS = 900_000;

/**
 * @typedef {object} LabOptions
 * @property {string} nodeBinary
 * @property {string} tarball
 * @property {number} workers
 * @property {number} [concurrency] executions at a time on each worker
 * @property {string[]} [emulator] options of its command line
 */

/** n8n takes so many requests at a time before those that wait for its database fail. */
const STARTS_AT_A_TIME = 8;

/**
 * @template T
 * @param {number} times
 * @param {() => Promise<T>} start
 * @returns {Promise<T[]>}
 */
async function startAll(times, start) {
	/** @type {T[]} */
	const started = [];
	let begun = 0;
	const lane = async () => {
		while (begun++ < times) started.push(await start());
	};
	await Promise.all(Array.from({ length: Math.min(times, STARTS_AT_A_TIME) }, lane));
	return started;
}

class ScaleLab {
	/** @param {LabOptions} options */
	static async open({ nodeBinary, tarball, workers, concurrency = 10, emulator: args = [] }) {
		const stack = await QueueModeStack.start({
			nodeBinary,
			tarball,
			workers,
			concurrency,
			folder: FOLDER,
			environment: {
				N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
				N8N_STORAGE_PATH: path.join(FOLDER, 'storage'),
				// n8n's default of 2 makes a thousand executions wait for the database until they fail.
				DB_POSTGRESDB_POOL_SIZE: '10',
			},
		});
		try {
			// Keeping no bytes: a disk would be what is measured.
			const options = ['--store', 'hash', '--no-crc64', ...args];
			const emulator = await startEmulator(path.join(FOLDER, 'logs/emulator.log'), options);
			return new ScaleLab(stack, emulator);
		} catch (error) {
			await stack.stop();
			throw error;
		}
	}

	/** @type {{ id: string, name: string } | undefined} */
	#credential;

	/**
	 * @param {QueueModeStack} stack
	 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
	 */
	constructor(stack, emulator) {
		this.stack = stack;
		this.emulator = emulator;
	}

	/**
	 * A file that takes no room on the disk until n8n copies it.
	 *
	 * @param {string} name
	 * @param {number} sizeBytes
	 */
	sparseFile(name, sizeBytes) {
		const file = path.join(this.stack.filesFolder, name);
		fs.writeFileSync(file, name);
		fs.truncateSync(file, sizeBytes);
		return file;
	}

	/**
	 * A workflow that uploads files from disk.
	 *
	 * @param {string} files a path or a glob
	 * @param {import('n8n-workflow').INodeParameters} [parameters]
	 * @param {object[]} [between] nodes between the file and the upload
	 */
	async uploadWorkflow(files, parameters = {}, between = []) {
		const { client } = this.stack;
		this.#credential ??= await client.createCredential('Scale', CREDENTIAL_TYPE, this.emulator.credential());
		const upload = uploadFile(this.#credential, this.emulator.demo.spaceId, parameters);
		const nodes = [manualTrigger(), readFiles(files), .../** @type {any[]} */ (between), upload];
		return await client.createWorkflow(chain('Scale', ...nodes));
	}

	/**
	 * Runs a workflow several times at once, to the end of the last one.
	 *
	 * @param {{ id: string }} workflow
	 * @param {number} times
	 */
	async run({ id }, times) {
		const { client } = this.stack;
		const startedAtMs = performance.now();
		const started = await startAll(times, () => client.run(id, 'Start'));
		const executions = [];
		for (const execution of started) executions.push(await client.ended(execution, EXECUTION_TIMEOUT_MS));
		const failed = executions.filter(({ status }) => status !== 'success');
		if (failed.length > 0) {
			const { error } = failed[0]?.data.resultData ?? {};
			throw new Error(
				`${failed.length} of ${times} executions failed: ${error?.message} ${error?.description}`,
			);
		}
		return { seconds: (performance.now() - startedAtMs) / 1000, executions };
	}

	/** @returns {Promise<{ name: string, sizeBytes: number }[]>} */
	async files() {
		return await this.emulator.control('GET', 'files');
	}

	/** @returns {Promise<{ operation: string, status: number, atMs: number, endedAtMs?: number }[]>} */
	async calls() {
		return await this.emulator.control('GET', 'calls');
	}

	async close() {
		await this.stack.stop();
		await this.emulator.stop();
		fs.rmSync(FOLDER, { recursive: true, force: true });
	}
}

module.exports = { ScaleLab };
