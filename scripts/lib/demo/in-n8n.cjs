'use strict';

/** The demo in a real n8n: node installed, credential and workflow ready, and the workflow run once. */
const path = require('node:path');
const { N8nClient } = require('../n8n-client.cjs');
const { startN8n } = require('../n8n-server.cjs');
const { CACHE } = require('../paths.cjs');
const { packProject } = require('../project.cjs');
const { step } = require('../progress.cjs');
const { runUpload } = require('./run-upload.cjs');

/** n8n's own default, so that the address looks familiar; another one where it is taken. */
const EDITOR_PORT = 5678;
const NAME = 'Upload a file to DingTalk storage (demo)';
const LOG_FILE = path.join(CACHE, 'demo/n8n.log');

/**
 * Removes what the last demo left in the database: its credential leads to an emulator that is gone.
 *
 * @param {N8nClient} client
 */
async function removeLastDemo(client) {
	const filter = encodeURIComponent(JSON.stringify({ name: NAME }));
	for (const { id } of await client.request('GET', `/rest/workflows?filter=${filter}`)) {
		await client.request('POST', `/rest/workflows/${id}/archive`);
		await client.request('DELETE', `/rest/workflows/${id}`);
	}
	for (const { id, name } of await client.request('GET', '/rest/credentials')) {
		if (name === NAME) await client.request('DELETE', `/rest/credentials/${id}`);
	}
}

/**
 * @param {string} nodeBinary
 */
async function startDemoN8n(nodeBinary) {
	const userFolder = path.join(CACHE, 'demo/n8n');
	return await step('Starting n8n with the node installed', async () =>
		startN8n({
			nodeBinary,
			userFolder,
			tarball: await packProject(),
			readableFolder: path.join(CACHE, 'demo/files'),
			logFile: LOG_FILE,
			wantedPort: EDITOR_PORT,
		}),
	);
}

/**
 * @param {string} baseUrl of n8n
 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
 * @param {{ file: string }} source
 * @returns {Promise<{ uploaded: import('./report.cjs').UploadedFile, editorUrl: string }>}
 */
async function uploadInN8n(baseUrl, emulator, source) {
	const client = new N8nClient(baseUrl);
	await client.signIn();
	await removeLastDemo(client);
	const names = { name: NAME, logFile: LOG_FILE };
	const { uploaded, workflowId } = await runUpload(client, emulator, source, names);
	return { uploaded, editorUrl: `${baseUrl}/workflow/${workflowId}` };
}

module.exports = { startDemoN8n, uploadInN8n };
