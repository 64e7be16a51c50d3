'use strict';

/** A Node other than the running one: the npm registry has the binaries as packages. */
const path = require('node:path');
const { CACHE } = require('./paths.cjs');
const { installOnce } = require('./install.cjs');
const { npm } = require('./npm.cjs');

/** What the npm package `node` installs: the binary for this machine, as a package of its own. */
const BINARY_PACKAGE = `node-${process.platform}-${process.arch}`;

/**
 * @param {string} version
 * @returns {Promise<string>} the path of its `node`
 */
async function ensureNodeBinary(version) {
	if (process.versions.node === version) return process.execPath;
	if (process.platform !== 'linux') {
		throw new Error(
			`n8n is to run on Node ${version} and this is ${process.version}. Install Node ${version} from https://nodejs.org and run this again.`,
		);
	}
	const home = path.join(CACHE, `node-${version}`);
	await installOnce(home, `Installing Node ${version} for n8n (190 MB, 10 seconds)`, async (report) => {
		await npm('install-node', ['install', '--ignore-scripts', `${BINARY_PACKAGE}@${version}`], {
			cwd: home,
			report,
		});
	});
	return path.join(home, 'node_modules', BINARY_PACKAGE, 'bin', 'node');
}

module.exports = { ensureNodeBinary };
