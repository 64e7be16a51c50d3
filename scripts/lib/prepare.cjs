'use strict';

/** What must be there before n8n can start with our node. */
const { ensureN8n } = require('./n8n-install.cjs');
const { ensureNode24 } = require('./node24.cjs');
const { ensureBuilt, ensureDependencies } = require('./project.cjs');

/**
 * Installs and builds whatever is missing.
 *
 * @returns {Promise<string>} a Node that n8n accepts
 */
async function prepareN8n() {
	const nodeBinary = await ensureNode24();
	await ensureN8n(nodeBinary);
	await ensureDependencies();
	await ensureBuilt();
	return nodeBinary;
}

module.exports = { prepareN8n };
