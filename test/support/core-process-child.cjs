'use strict';

/** n8n's engine in a process of its own: for settings that Node reads when it starts, and for all that it prints. */
const util = require('node:util');
const { bootN8nCore } = require('../../scripts/lib/n8n-core/harness.cjs');
const { sampleStream } = require('../../scripts/lib/sample-file.cjs');

/** Everything that can be reached from a value, private or not. */
const DEEP = {
	depth: Infinity,
	showHidden: true,
	getters: true,
	maxArrayLength: Infinity,
	maxStringLength: Infinity,
};

let /** @type {Awaited<ReturnType<typeof bootN8nCore>>} */ n8n;

/** @type {Record<string, (order: any) => Promise<unknown>>} */
const ORDERS = {
	async boot({ environment, credential }) {
		n8n = await bootN8nCore({ environment, credentials: { [credential.id]: credential.data } });
		return {};
	},

	async run({ node, sizeBytes }) {
		const binary =
			sizeBytes === undefined ? {} : { data: await n8n.storeBinary(sampleStream(sizeBytes), 'file.bin') };
		const result = await n8n.run(node, [{ json: {}, binary }]);
		const { status, outputs, error } = result;
		const summary = {
			status,
			json: outputs.flat().map(({ json }) => json),
			error: error && summarize(error),
		};
		return { ...summary, everything: `${util.inspect(result, DEEP)}\n${JSON.stringify(result)}` };
	},
};

/** @param {any} error */
function summarize({ message, description, context }) {
	return { message, description, data: context.data };
}

process.on('message', async (/** @type {any} */ order) => {
	process.send?.(await ORDERS[order.name]?.(order));
});
process.once('disconnect', () => {
	n8n?.close();
	process.exit();
});
