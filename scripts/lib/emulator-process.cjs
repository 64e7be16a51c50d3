'use strict';

/** The DingTalk emulator as a program of its own, and its control API. */
const path = require('node:path');
const { Readable } = require('node:stream');
const { BackgroundProcess } = require('./background-process.cjs');
const { ROOT } = require('./paths.cjs');
const { sha256 } = require('./sample-file.cjs');

const START_TIMEOUT_MS = 20_000;

/** What the CLI prints as its first line with `--json`. */
/** @typedef {{ apiBaseUrl: string, legacyApiBaseUrl: string, storageBaseUrl: string, demo: DemoSeed }} EmulatorUrls */
/** @typedef {{ clientId: string, clientSecret: string, unionId: string, spaceId: string }} DemoSeed */

/**
 * @param {object} options
 * @param {string} options.logFile
 * @param {string[]} [options.args] further arguments of the CLI
 */
async function startEmulator({ logFile, args = [] }) {
	const cli = path.join(ROOT, '.build/emulator/cli.js');
	const server = new BackgroundProcess('The DingTalk emulator', process.execPath, [cli, '--json', ...args], {
		logFile,
		env: process.env,
	});
	await server.ready(async () => server.log().includes('\n'), START_TIMEOUT_MS);
	const urls = /** @type {EmulatorUrls} */ (JSON.parse(server.log().split('\n')[0] ?? ''));

	/** @param {string} url below the control API */
	async function ask(url) {
		const response = await fetch(`${urls.apiBaseUrl}/_emulator/${url}`);
		if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${url}`);
		return response;
	}
	return {
		...urls,
		stop: () => server.stop(),
		/** The fields of a credential that leads here. */
		credential: () => ({
			host: 'custom',
			apiBaseUrl: urls.apiBaseUrl,
			legacyApiBaseUrl: urls.legacyApiBaseUrl,
			clientId: urls.demo.clientId,
			clientSecret: urls.demo.clientSecret,
			unionId: urls.demo.unionId,
		}),
		/** Every API call it has had. */
		calls: async () => await (await ask('calls')).json(),
		/** @param {string} fileId */
		sha256OfFile: async (fileId) => {
			const { body } = await ask(`files/${encodeURIComponent(fileId)}/content`);
			return await sha256(Readable.fromWeb(/** @type {any} */ (body)));
		},
	};
}

module.exports = { startEmulator };
