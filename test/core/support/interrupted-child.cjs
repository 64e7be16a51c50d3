'use strict';

/** Uploads one file in n8n's engine, in a process of its own that somebody will end in the middle, and reports the error. */
const { bootN8nCore } = require('../../../scripts/lib/n8n-core/harness.cjs');
const { sampleStream } = require('../../../scripts/lib/sample-file.cjs');

/** @param {{ folder: string, credentials: any, node: any, sizeBytes: number, fileName: string }} order */
async function upload({ folder, credentials, node, sizeBytes, fileName }) {
	const n8n = await bootN8nCore({ folder, credentials });
	// As n8n itself does.
	process.once('SIGTERM', () => {});
	const data = await n8n.storeBinary(sampleStream(sizeBytes, fileName), fileName);
	const { error } = await n8n.run(node, [{ json: {}, binary: { data } }]);
	return { message: error?.message ?? '', description: error?.description ?? '' };
}

process.once('message', async (order) => {
	process.send?.(await upload(/** @type {any} */ (order)));
	process.disconnect();
});
