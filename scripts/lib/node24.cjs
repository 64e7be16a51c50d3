'use strict';

/** n8n 2 needs Node 24. */
const { NODE_VERSION } = require('./paths.cjs');
const { ensureNodeBinary } = require('./node-binary.cjs');

const MINIMUM_MAJOR = 24;

/**
 * @returns {Promise<string>} the path of a `node` that can run n8n
 */
async function ensureNode24() {
	const runningMajor = Number(process.versions.node.split('.')[0]);
	return runningMajor >= MINIMUM_MAJOR ? process.execPath : await ensureNodeBinary(NODE_VERSION);
}

module.exports = { ensureNode24 };
