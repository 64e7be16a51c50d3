'use strict';

/** The demo in a real n8n: node installed, credential and workflow ready, and the workflow run once. */
const path = require('node:path');
const { N8nClient } = require('../n8n-client.cjs');
const { startN8n } = require('../n8n-server.cjs');
const { CACHE } = require('../paths.cjs');
const { packProject } = require('../project.cjs');
const { step } = require('../progress.cjs');
const { CREDENTIAL_TYPE, chain, manualTrigger, readFiles, uploadFile } = require('../workflow.cjs');

/** n8n's own default, so that the address looks familiar; another one where it is taken. */
const EDITOR_PORT = 5678;
const NAME = 'Upload a file to DingTalk storage (demo)';
const UPLOAD_TIMEOUT_MS = 300_000;
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
 * @param {Awaited<ReturnType<typeof import('../emulator-process.cjs').startEmulator>>} emulator
 * @param {{ file: string }} source
 * @returns {Promise<{ uploaded: import('./report.cjs').UploadedFile, editorUrl: string }>}
 */
async function uploadInN8n(baseUrl, emulator, source) {
	const client = new N8nClient(baseUrl);
	await client.signIn();
	await removeLastDemo(client);
	const credential = await client.createCredential(NAME, CREDENTIAL_TYPE, emulator.credential());
	const workflow = await client.createWorkflow(
		chain(NAME, manualTrigger(), readFiles(source.file), uploadFile(credential, emulator.demo.spaceId)),
	);
	const execution = await step('Running the workflow: read the file, upload it', async () =>
		client.ended(await client.run(workflow.id, 'Start'), UPLOAD_TIMEOUT_MS),
	);
	const { error, runData } = execution.data.resultData;
	if (execution.status !== 'success') {
		throw new Error(
			`The workflow ended with ${execution.status}: ${error?.message} ${error?.description ?? ''}\nn8n's log: ${LOG_FILE}`,
		);
	}
	return {
		uploaded: runData['DingTalk Storage'][0].data.main[0][0].json,
		editorUrl: `${baseUrl}/workflow/${workflow.id}`,
	};
}

module.exports = { startDemoN8n, uploadInN8n };
