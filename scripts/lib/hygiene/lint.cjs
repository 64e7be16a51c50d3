'use strict';

/** n8n's own lint rules, and the formatting. */
const path = require('node:path');
const { toolEnvironment } = require('../environment.cjs');
const { succeeds } = require('../foreground.cjs');
const { ensureNode24 } = require('../node24.cjs');
const { ROOT } = require('../paths.cjs');
const { ensureDependencies, ensureLintTools } = require('../project.cjs');

const NODE_CLI = path.join(ROOT, 'tools/node_modules/@n8n/node-cli/bin/n8n-node.mjs');
const PRETTIER = path.join(ROOT, 'node_modules/prettier/bin/prettier.cjs');

const WHAT_TO_DO = '\n`npm run format` mends the form; what the rules complain about is mended by hand.';

/** @returns {Promise<boolean>} whether there was nothing to complain about */
async function lint() {
	await ensureDependencies();
	await ensureLintTools();
	// n8n-node's lint configuration needs the Node that n8n itself asks for.
	const node = await ensureNode24();
	const run = (/** @type {string[]} */ ...args) => succeeds(node, args, toolEnvironment());
	const isLinted = await run(NODE_CLI, 'lint');
	const isFormatted = await run(PRETTIER, '--check', '.');
	if (isLinted && isFormatted) return true;
	console.error(WHAT_TO_DO);
	return false;
}

module.exports = { lint };
