'use strict';

/** An n8n that dies again and again, and comes back on the same port with the same user folder. */
const path = require('node:path');
const { N8nClient } = require('../n8n-client.cjs');
const { installCommunityPackage, launchN8n } = require('../n8n-server.cjs');
const { freePort } = require('../ports.cjs');

class RestartedN8n {
	/** @type {import('../background-process.cjs').BackgroundProcess | undefined} */
	#server;

	/**
	 * @param {object} options
	 * @param {string} options.nodeBinary
	 * @param {string} options.folder
	 * @param {string} options.tarball the package with our node
	 */
	static async install({ nodeBinary, folder, tarball }) {
		const userFolder = path.join(folder, 'n8n');
		await installCommunityPackage(userFolder, tarball);
		return new RestartedN8n(nodeBinary, folder, userFolder, await freePort());
	}

	/**
	 * @param {string} nodeBinary
	 * @param {string} folder
	 * @param {string} userFolder
	 * @param {number} port
	 */
	constructor(nodeBinary, folder, userFolder, port) {
		this.options = { nodeBinary, userFolder, readableFolder: path.join(folder, 'files'), port };
		this.folder = folder;
		this.client = new N8nClient(`http://127.0.0.1:${port}`);
		this.starts = 0;
		/** When it was ready; never yet while it starts. */
		this.readyAtMs = Infinity;
	}

	/** Whether it is ready and nobody has told it to end. */
	get isUp() {
		return this.readyAtMs < Infinity;
	}

	/** The folder whose files a workflow may read. */
	get filesFolder() {
		return this.options.readableFolder;
	}

	async start() {
		this.starts += 1;
		const logFile = path.join(this.folder, `logs/n8n-${this.starts}.log`);
		this.#server = await launchN8n({ ...this.options, logFile });
		this.readyAtMs = performance.now();
		if (this.starts === 1) await this.client.signIn();
	}

	/** SIGKILL, as the kernel does when memory runs out. */
	async kill() {
		this.readyAtMs = Infinity;
		await this.#server?.kill();
	}

	/** SIGTERM, as `docker stop` does. */
	async stop() {
		this.readyAtMs = Infinity;
		await this.#server?.stop();
	}
}

module.exports = { RestartedN8n };
