'use strict';

/** What a user does with the package in n8n: install it, upload a file, take it off again. */
const path = require('node:path');
const { startEmulator } = require('../emulator-process.cjs');
const { ensureSampleFile, MIB } = require('../sample-file.cjs');
const {
	CREDENTIAL_TYPE,
	NODE_TYPE,
	chain,
	manualTrigger,
	readFiles,
	uploadFile,
} = require('../workflow.cjs');

/** Three parts of the default size, 16 MiB, the last one shorter. */
const FILE_BYTES = 33 * MIB + 1;
const NAME = 'Release check';

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
 * @param {Parameters<typeof chain>} workflow
 */
async function runWorkflow({ client }, ...workflow) {
	const { id } = await client.createWorkflow(chain(...workflow));
	const { status, data } = await client.ended(await client.run(id, 'Start'));
	const { error, runData } = data.resultData;
	if (status !== 'success') {
		throw new Error(`The workflow ended with ${status}: ${error?.message} ${error?.description ?? ''}`);
	}
	return runData;
}

/**
 * @param {CleanN8n} n8n
 * @param {string} logFile of the emulator
 */
async function checkUpload(n8n, logFile) {
	const source = await ensureSampleFile(path.join(n8n.filesFolder, 'sample.bin'), FILE_BYTES);
	const emulator = await startEmulator(logFile);
	try {
		const credential = await n8n.client.createCredential(NAME, CREDENTIAL_TYPE, emulator.credential());
		const upload = uploadFile(credential, emulator.demo.spaceId);
		const runData = await runWorkflow(n8n, NAME, manualTrigger(), readFiles(source.file), upload);
		const { fileId, upload: figures } = runData[upload.name][0].data.main[0][0].json;
		const stored = await emulator.sha256OfFile(fileId);
		if (stored !== source.sha256) {
			throw new Error(`The stored bytes are not those of the source: ${stored}, ${source.sha256}`);
		}
		if (!(figures.parts > 1)) throw new Error(`It went in ${figures.parts} part, which proves too little`);
		return `${FILE_BYTES} bytes in ${figures.parts} parts, the stored bytes are the same`;
	} finally {
		await emulator.stop();
	}
}

/**
 * @param {CleanN8n} n8n
 * @param {string} packageName
 */
async function uninstall(n8n, packageName) {
	await n8n.client.request('DELETE', `/rest/community-packages?name=${encodeURIComponent(packageName)}`);
	const left = await offeredOfOurs(n8n);
	if (left.length > 0) throw new Error(`n8n still offers ${left.join(', ')}`);
	await runWorkflow(n8n, `${NAME}, uninstalled`, manualTrigger());
	return 'nothing is left of it, and n8n runs workflows';
}

module.exports = { install, checkLoaded, checkUpload, uninstall };
