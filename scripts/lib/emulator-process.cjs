'use strict';

/** The DingTalk emulator as a program of its own, and its control API. */
const path = require('node:path');
const { Readable } = require('node:stream');
const { BackgroundProcess } = require('./background-process.cjs');
const { ROOT } = require('./paths.cjs');
const { sha256 } = require('./sample-file.cjs');

const START_TIMEOUT_MS = 20_000;

/** The longest answers are all calls of a long run, and the bytes of a large file. */
const ANSWER_TIMEOUT_MS = 120_000;

/** What the CLI prints as its first line with `--json`. */
/** @typedef {{ apiBaseUrl: string, legacyApiBaseUrl: string, storageBaseUrl: string, demo: DemoSeed }} EmulatorUrls */
/** @typedef {{ clientId: string, clientSecret: string, unionId: string, spaceId: string }} DemoSeed */

/**
 * @param {string} logFile
 * @param {string[]} [args] further options of its command line
 */
async function startEmulator(logFile, args = []) {
	const cli = path.join(ROOT, '.build/emulator/cli.js');
	const server = new BackgroundProcess('The DingTalk emulator', process.execPath, [cli, '--json', ...args], {
		logFile,
		env: process.env,
	});
	await server.ready(async () => server.log().includes('\n'), START_TIMEOUT_MS);
	const urls = /** @type {EmulatorUrls} */ (JSON.parse(server.log().split('\n')[0] ?? ''));

	/**
	 * @param {string} method
	 * @param {string} route below `/_emulator/`
	 * @param {unknown} [body]
	 * @returns {Promise<any>}
	 */
	const control = async (method, route, body) => {
		const url = `${urls.apiBaseUrl}/_emulator/${route}`;
		const response = await fetch(url, {
			method,
			...(body !== undefined && { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
		});
		if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${url}`);
		return await response.json();
	};

	return {
		...urls,
		control,
		stop: async () => await server.stop(),
		/** The fields of a credential that leads here. */
		credential: () => ({
			host: 'custom',
			apiBaseUrl: urls.apiBaseUrl,
			legacyApiBaseUrl: urls.legacyApiBaseUrl,
			clientId: urls.demo.clientId,
			clientSecret: urls.demo.clientSecret,
			unionId: urls.demo.unionId,
		}),
		/** @param {string} fileId */
		sha256OfFile: async (fileId) => {
			const url = `${urls.apiBaseUrl}/_emulator/files/${encodeURIComponent(fileId)}/content`;
			const { body, status } = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
			if (status !== 200) throw new Error(`The emulator answered ${status} to ${url}`);
			return await sha256(Readable.fromWeb(/** @type {any} */ (body)));
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof startEmulator>>} EmulatorProcess */

module.exports = { startEmulator };
