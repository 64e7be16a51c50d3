'use strict';

/** What a user does with the package in n8n: install it, upload a file, take it off again. */
const path = require('node:path');
const { runUpload } = require('../demo/run-upload.cjs');
const { startEmulator } = require('../emulator-process.cjs');
const { ensureSampleFile, MIB } = require('../sample-file.cjs');
const { CREDENTIAL_TYPE, NODE_TYPE, chain, manualTrigger } = require('../workflow.cjs');

/** Three parts of the default size, 16 MiB, the last one shorter. */
const FILE_BYTES = 33 * MIB + 1;
const NAME = 'Release check';
/** n8n's list of nodes has 18 MB. */
const LIST_TIMEOUT_MS = 30_000;

/** @typedef {import('./clean-n8n.cjs').CleanN8n} CleanN8n */

/**
 * @param {CleanN8n} n8n
 * @param {string} packageName
 * @param {string} version
 */
async function install({ client }, packageName, version) {
	const installed = await client.request('POST', '/rest/community-packages', { name: packageName });
	if (installed.installedVersion !== version) {
		throw new Error(`n8n has installed ${installed.installedVersion}, not ${version}`);
	}
	const [listed] = await client.request('GET', '/rest/community-packages');
	if (listed?.packageName !== packageName || listed.failedLoading) {
		throw new Error(`Settings → Community nodes shows ${JSON.stringify(listed)}`);
	}
	return `${packageName} ${version}, by n8n's own installer`;
}

/**
 * @param {CleanN8n} n8n
 * @param {'nodes' | 'credentials'} kind
 * @returns {Promise<string[]>} the names of all that the editor can offer
 */
async function offered({ client }, kind) {
	const response = await fetch(`${client.baseUrl}/types/${kind}.json`, {
		headers: { cookie: client.cookie },
		signal: AbortSignal.timeout(LIST_TIMEOUT_MS),
	});
	if (!response.ok) throw new Error(`n8n answered ${response.status} when asked for its ${kind}`);
	return /** @type {{ name: string }[]} */ (await response.json()).map(({ name }) => name);
}

/**
 * @param {CleanN8n} n8n
 * @returns {Promise<string[]>} what of ours n8n offers, including the node for AI agents that n8n makes of it
 */
async function offeredOfOurs(n8n) {
	const nodes = (await offered(n8n, 'nodes')).filter((name) => name.startsWith(NODE_TYPE));
	const credentials = (await offered(n8n, 'credentials')).filter((name) => name === CREDENTIAL_TYPE);
	return [...nodes, ...credentials].sort();
}

const EXPECTED = [CREDENTIAL_TYPE, NODE_TYPE, `${NODE_TYPE}Tool`];

/** @param {CleanN8n} n8n */
async function checkLoaded(n8n) {
	const ours = await offeredOfOurs(n8n);
	if (ours.join() !== EXPECTED.join()) {
		throw new Error(
			`n8n offers ${ours.join(', ') || 'nothing'}, where it should offer ${EXPECTED.join(', ')}`,
		);
	}
	return ours.join(', ');
}

/**
 * @param {CleanN8n} n8n
 * @param {string} logFile of the emulator
 */
async function checkUpload(n8n, logFile) {
	const source = await ensureSampleFile(path.join(n8n.filesFolder, 'sample.bin'), FILE_BYTES);
	const emulator = await startEmulator(logFile);
	try {
		const names = { name: NAME, logFile: n8n.logFile };
		const { uploaded } = await runUpload(n8n.client, emulator, source, names);
		const stored = await emulator.sha256OfFile(uploaded.fileId);
		if (stored !== source.sha256) {
			throw new Error(`The stored bytes are not those of the source: ${stored}, ${source.sha256}`);
		}
		const { parts } = uploaded.upload;
		if (parts < 2) throw new Error('It went in one part, which proves too little');
		return `${FILE_BYTES} bytes in ${parts} parts, the stored bytes are the same`;
	} finally {
		await emulator.stop();
	}
}

/**
 * @param {CleanN8n} n8n
 * @param {string} packageName
 */
async function uninstall(n8n, packageName) {
	const { client } = n8n;
	await client.request('DELETE', `/rest/community-packages?name=${encodeURIComponent(packageName)}`);
	const left = await offeredOfOurs(n8n);
	if (left.length > 0) throw new Error(`n8n still offers ${left.join(', ')}`);
	const { id } = await client.createWorkflow(chain(`${NAME}, uninstalled`, manualTrigger()));
	const { status } = await client.ended(await client.run(id, 'Start'));
	if (status !== 'success') throw new Error(`A workflow without the node ended with ${status}`);
	return 'nothing is left of it, and n8n runs workflows';
}

module.exports = { install, checkLoaded, checkUpload, uninstall };
