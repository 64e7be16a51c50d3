'use strict';

/**
 * n8n in queue mode with its real parts: PostgreSQL, Redis, a main process and workers, each with a user folder of its
 * own and our node installed, as on machines of their own.
 */
const fs = require('node:fs');
const path = require('node:path');
const { N8nClient } = require('../n8n-client.cjs');
const { installCommunityPackage, launchN8n, launchWorker } = require('../n8n-server.cjs');
const { freePort } = require('../ports.cjs');
const { startPostgres } = require('./postgres.cjs');
const { startRedis } = require('./redis.cjs');

/** @typedef {import('../background-process.cjs').BackgroundProcess} BackgroundProcess */

/**
 * @typedef {object} StackOptions
 * @property {string} nodeBinary
 * @property {string} folder everything goes here but the database
 * @property {string} tarball the package with our node
 * @property {number} workers
 * @property {number} [concurrency] executions at a time on each worker
 * @property {NodeJS.ProcessEnv} [environment] settings of n8n, for all processes
 */

class QueueModeStack {
	/** @type {BackgroundProcess | undefined} */
	#main;
	/** @type {Map<number, BackgroundProcess>} */
	#workers = new Map();
	/** @type {{ environment: NodeJS.ProcessEnv, stop(): Promise<void> }[]} in the order they were started */
	#services = [];
	#starts = 0;

	/**
	 * @param {StackOptions} options
	 * @returns {Promise<QueueModeStack>} once all of its processes answer
	 */
	static async start(options) {
		fs.rmSync(options.folder, { recursive: true, force: true });
		fs.mkdirSync(path.join(options.folder, 'files'), { recursive: true });
		const stack = new QueueModeStack(options, await freePort());
		try {
			await stack.#start();
		} catch (error) {
			await stack.stop();
			throw error;
		}
		return stack;
	}

	/**
	 * @param {StackOptions} options
	 * @param {number} port
	 */
	constructor(options, port) {
		this.options = options;
		this.port = port;
		this.baseUrl = `http://127.0.0.1:${port}`;
		this.client = new N8nClient(this.baseUrl);
		/** @type {NodeJS.ProcessEnv} */
		this.environment = {};
	}

	/** The only folder that workflows may read files from. */
	get filesFolder() {
		return path.join(this.options.folder, 'files');
	}

	async #start() {
		this.#services.push(await startPostgres(this.#logFile('postgres')));
		this.#services.push(await startRedis(this.#logFile('redis')));
		await this.#startMain(this.options.environment);
		await this.client.signIn();
		for (let index = 1; index <= this.options.workers; index++) await this.startWorker(index);
	}

	/** @param {NodeJS.ProcessEnv} [settings] */
	async #startMain(settings) {
		this.environment = {
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_ENCRYPTION_KEY: 'the-same-for-all-processes',
			...Object.assign({}, ...this.#services.map(({ environment }) => environment)),
			...settings,
		};
		// Before any worker: it makes the tables.
		this.#main = await launchN8n({ ...(await this.#processOptions('main')), port: this.port });
	}

	/**
	 * Ends n8n's processes and starts them with other settings, with all they have kept.
	 *
	 * @param {NodeJS.ProcessEnv} settings in place of those of the start
	 */
	async restart(settings) {
		const indexes = [...this.#workers.keys()];
		await Promise.all(this.#n8n.map(async (running) => await running.stop()));
		await this.#startMain(settings);
		for (const index of indexes) await this.startWorker(index);
	}

	/** @param {number} index from 1 */
	async startWorker(index) {
		const options = await this.#processOptions(`worker-${index}`);
		const worker = await launchWorker({ ...options, concurrency: this.options.concurrency ?? 5 });
		this.#workers.set(index, worker);
	}

	/**
	 * Ends a worker as a power cut would.
	 *
	 * @param {number} index from 1
	 */
	async killWorker(index) {
		await this.#workers.get(index)?.kill();
		this.#workers.delete(index);
	}

	/**
	 * Asks a worker to end, as `docker stop` does.
	 *
	 * @param {number} index from 1
	 */
	async stopWorker(index) {
		await this.#workers.get(index)?.stop();
		this.#workers.delete(index);
	}

	get main() {
		if (this.#main === undefined) throw new Error('n8n does not run');
		return this.#main;
	}

	/** @param {number} index from 1 */
	worker(index) {
		const worker = this.#workers.get(index);
		if (worker === undefined) throw new Error(`Worker ${index} does not run`);
		return worker;
	}

	/**
	 * @param {string} executionId
	 * @returns {number | undefined} the running worker that has begun it
	 */
	workerWith(executionId) {
		const line = `Worker started execution ${executionId} (`;
		return [...this.#workers].find(([, worker]) => worker.log().includes(line))?.[0];
	}

	/** At once: main would wait for executions of workers that are gone, and nothing is needed any more. */
	async stop() {
		await Promise.all(this.#n8n.map(async (running) => await running.kill()));
		for (const service of this.#services.toReversed()) await service.stop();
	}

	get #n8n() {
		return [this.#main, ...this.#workers.values()].filter((running) => running !== undefined);
	}

	/** @param {string} name */
	async #processOptions(name) {
		const userFolder = path.join(this.options.folder, name);
		// A process that starts again finds its folder as it has left it.
		if (!fs.existsSync(userFolder)) await this.#install(userFolder);
		return {
			nodeBinary: this.options.nodeBinary,
			userFolder,
			readableFolder: this.filesFolder,
			logFile: this.#logFile(name),
			environment: this.environment,
		};
	}

	/**
	 * The first process has our node from npm, the others from the first.
	 *
	 * @param {string} userFolder
	 */
	async #install(userFolder) {
		const first = path.join(this.options.folder, 'main');
		if (userFolder === first) return await installCommunityPackage(first, this.options.tarball);
		fs.cpSync(path.join(first, '.n8n/nodes'), path.join(userFolder, '.n8n/nodes'), { recursive: true });
	}

	/** @param {string} name */
	#logFile(name) {
		return path.join(this.options.folder, `logs/${++this.#starts}-${name}.log`);
	}
}

module.exports = { QueueModeStack };
