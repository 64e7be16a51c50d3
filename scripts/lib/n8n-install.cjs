'use strict';

/** The real n8n, from the npm registry into the cache folder. */
const fs = require('node:fs');
const path = require('node:path');
const { N8N_HOME, N8N_VERSION } = require('./paths.cjs');
const { installOnce } = require('./install.cjs');
const { npm } = require('./npm.cjs');

/**
 * Where no prebuilt sqlite3 can be had it is compiled against the headers that came with the Node itself:
 * they are there in every packaged Node, and nothing has to be fetched from nodejs.org.
 *
 * @param {string} nodeBinary
 */
function headerSettings(nodeBinary) {
	const prefix = path.resolve(fs.realpathSync(nodeBinary), '../..');
	const hasHeaders = fs.existsSync(path.join(prefix, 'include/node/node.h'));
	return hasHeaders ? { npm_config_nodedir: prefix } : {};
}

/**
 * n8n 1 takes its spreadsheet library from a host of its own. The registry has an older one, so that the registry
 * alone is enough here; no test reads a spreadsheet.
 */
const PACKAGE = { private: true, overrides: { xlsx: '0.18.5' } };

/**
 * @param {string} nodeBinary a Node that n8n accepts
 */
async function ensureN8n(nodeBinary) {
	await installOnce(
		N8N_HOME,
		`Installing n8n ${N8N_VERSION} (2.7 GB, 3 to 6 minutes, only this once)`,
		async (report) => {
			fs.writeFileSync(path.join(N8N_HOME, 'package.json'), `${JSON.stringify(PACKAGE)}\n`);
			await npm('install-n8n', ['install', '--ignore-scripts', `n8n@${N8N_VERSION}`], {
				cwd: N8N_HOME,
				report,
			});
			report('building its database driver, sqlite3');
			await npm('build-sqlite3', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
				cwd: N8N_HOME,
				env: { ...headerSettings(nodeBinary), npm_config_jobs: 'max' },
			});
		},
	);
}

module.exports = { ensureN8n };
