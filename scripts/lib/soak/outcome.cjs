'use strict';

/** How an execution ended, from what n8n keeps of it. */
const { UPLOAD_NODE } = require('../workflow.cjs');
const { COMMIT } = require('./workflows.cjs');

/**
 * @typedef {object} Output of a node that has made a file
 * @property {string} fileId
 * @property {{ retries: number, throttledCalls: number, resumedParts: number }} [upload]
 */

/**
 * @param {{ status: string, data: any }} execution
 * @returns {{ status: string, failure: string, outputs: Output[] }}
 */
function readOutcome({ status, data }) {
	const { error, runData = {} } = data?.resultData ?? {};
	const items = [UPLOAD_NODE, COMMIT].flatMap((name) => runData[name]?.at(-1)?.data?.main?.[0] ?? []);
	const failure = error?.context?.data?.code ?? error?.message ?? status;
	return { status, failure, outputs: items.map(({ json }) => json) };
}

module.exports = { readOutcome };
