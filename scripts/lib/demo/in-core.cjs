'use strict';

/** The demo without server and editor: n8n's own engine inside this process. */
const fs = require('node:fs');
const path = require('node:path');
const { CACHE } = require('../paths.cjs');
const { step } = require('../progress.cjs');
const { uploadFile } = require('../workflow.cjs');

/**
 * @param {import('../emulator-process.cjs').EmulatorProcess} emulator
 * @param {{ file: string, name: string }} source
 * @returns {Promise<import('./report.cjs').UploadedFile>}
 */
async function uploadInCore(emulator, source) {
	// Only here: on a bare clone n8n-core is not there yet when this file is loaded.
	const { bootN8nCore } = require('../n8n-core/harness.cjs');
	const folder = path.join(CACHE, 'demo/core');
	const credential = { id: 'demo', name: 'DingTalk emulator' };
	const n8n = await step("Starting n8n's engine in this process", async () =>
		bootN8nCore({ folder, credentials: { [credential.id]: emulator.credential() } }),
	);
	try {
		const data = await n8n.storeBinary(fs.createReadStream(source.file), source.name);
		const node = uploadFile(credential, emulator.demo.spaceId);
		const { error, outputs } = await step('Uploading the file', async () =>
			n8n.run(node, [{ json: {}, binary: { data } }]),
		);
		if (error !== undefined) throw new Error(`The upload did not succeed: ${error.message}`);
		return /** @type {any} */ (outputs[0]?.[0]?.json);
	} finally {
		n8n.close();
	}
}

module.exports = { uploadInCore };
