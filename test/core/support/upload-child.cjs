'use strict';

/** Uploads files of the given sizes in n8n's engine, in a process of its own, and reports its peak memory after each. */
const { bootN8nCore } = require('../../../scripts/lib/n8n-core/harness.cjs');
const { sampleStream } = require('../../../scripts/lib/sample-file.cjs');
const { uploadFile } = require('../../../scripts/lib/workflow.cjs');

const BYTES_PER_KIB = 1024;

/** @param {{ credential: object, spaceId: string, sizesBytes: number[] }} order */
async function uploadAll({ credential, spaceId, sizesBytes }) {
	const n8n = await bootN8nCore({ credentials: { c: /** @type {any} */ (credential) } });
	const peaksBytes = [];
	for (const sizeBytes of sizesBytes) {
		const data = await n8n.storeBinary(sampleStream(sizeBytes), `${sizeBytes}.bin`);
		const { error } = await n8n.run(uploadFile({ id: 'c', name: 'c' }, spaceId), [
			{ json: {}, binary: { data } },
		]);
		if (error) throw error;
		peaksBytes.push(process.resourceUsage().maxRSS * BYTES_PER_KIB);
	}
	n8n.close();
	return peaksBytes;
}

process.once('message', async (order) => {
	process.send?.(await uploadAll(/** @type {any} */ (order)));
	process.disconnect();
});
