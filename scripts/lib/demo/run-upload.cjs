'use strict';

/** A workflow that reads a file from disk and uploads it, made in a real n8n and run once. */
const { step } = require('../progress.cjs');
const {
	CREDENTIAL_TYPE,
	UPLOAD_NODE,
	chain,
	manualTrigger,
	readFiles,
	uploadFile,
} = require('../workflow.cjs');

const UPLOAD_TIMEOUT_MS = 300_000;

/**
 * @param {import('../n8n-client.cjs').N8nClient} client
 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
 * @param {{ file: string }} source
 * @param {{ name: string, logFile: string }} names of the workflow and its credential, and where n8n says more of a failure
 * @returns {Promise<{ workflowId: string, uploaded: import('./report.cjs').UploadedFile }>}
 */
async function runUpload(client, emulator, source, { name, logFile }) {
	const credential = await client.createCredential(name, CREDENTIAL_TYPE, emulator.credential());
	const workflow = await client.createWorkflow(
		chain(name, manualTrigger(), readFiles(source.file), uploadFile(credential, emulator.demo.spaceId)),
	);
	const execution = await step('Running the workflow: read the file, upload it', async () =>
		client.ended(await client.run(workflow.id, 'Start'), UPLOAD_TIMEOUT_MS),
	);
	const { error, runData } = execution.data.resultData;
	if (execution.status !== 'success') {
		throw new Error(
			`The workflow ended with ${execution.status}: ${error?.message} ${error?.description ?? ''}\nn8n's log: ${logFile}`,
		);
	}
	return {
		workflowId: workflow.id,
		uploaded: runData[UPLOAD_NODE][0].data.main[0][0].json,
	};
}

module.exports = { runUpload };
