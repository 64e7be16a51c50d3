'use strict';

/** n8n's engine in a process of its own: for settings that Node reads when it starts, and for all that it prints. */
const { bootN8nCore } = require('../../../scripts/lib/n8n-core/harness.cjs');
const { sampleStream } = require('../../../scripts/lib/sample-file.cjs');
const { inspectDeep } = require('../../support/inspect-deep.cjs');

let /** @type {Awaited<ReturnType<typeof bootN8nCore>>} */ n8n;

/** @type {Record<string, (order: any) => Promise<object>>} */
const ORDERS = {
	async boot({ environment, credentials }) {
		n8n = await bootN8nCore({ environment, credentials });
		return {};
	},

	async run({ node, sizeBytes }) {
		const binary =
			sizeBytes === undefined ? {} : { data: await n8n.storeBinary(sampleStream(sizeBytes), 'file.bin') };
		const run = await n8n.start(node, [{ json: {}, binary }]);
		const { error, runData } = run.data.resultData;
		const items = runData[node.name]?.at(-1)?.data?.['main']?.flat() ?? [];
		return {
			status: run.status,
			json: items.map((item) => item?.json),
			error: error && summarize(error),
			everything: inspectDeep(run),
		};
	},
};

/** @param {any} error */
function summarize({ message, description, context }) {
	return { message, description, data: context.data };
}

process.on('message', async (/** @type {any} */ { id, ...order }) => {
	process.send?.({ id, ...(await ORDERS[order.name]?.(order)) });
});
process.once('disconnect', () => {
	n8n?.close();
	process.exit();
});
