'use strict';

/** n8n 2 needs Node 24. Where the running Node is older, the npm registry has the binary as a package. */
const path = require('node:path');
const { NODE_HOME, NODE_VERSION } = require('./paths.cjs');
const { installOnce } = require('./install.cjs');
const { npm } = require('./npm.cjs');

const MINIMUM_MAJOR = 24;

/** What the npm package `node` installs: the binary for this machine, as a package of its own. */
const BINARY_PACKAGE = `node-${process.platform}-${process.arch}`;

/**
 * @returns {Promise<string>} the path of a `node` that can run n8n
 */
async function ensureNode24() {
	const runningMajor = Number(process.versions.node.split('.')[0]);
	if (runningMajor >= MINIMUM_MAJOR) return process.execPath;
	if (process.platform !== 'linux') {
		throw new Error(
			`n8n needs Node ${MINIMUM_MAJOR} and this is ${process.version}. Install Node ${MINIMUM_MAJOR} from https://nodejs.org and run this again.`,
		);
	}
	await installOnce(
		NODE_HOME,
		`Installing Node ${NODE_VERSION} for n8n (190 MB, 10 seconds)`,
		async (report) => {
			await npm('install-node', ['install', '--ignore-scripts', `${BINARY_PACKAGE}@${NODE_VERSION}`], {
				cwd: NODE_HOME,
				report,
			});
		},
	);
	return path.join(NODE_HOME, 'node_modules', BINARY_PACKAGE, 'bin', 'node');
}

module.exports = { ensureNode24 };
