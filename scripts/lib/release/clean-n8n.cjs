'use strict';

/**
 * A new n8n with nothing in it, in a folder outside of this project: a package that asks for a module which it does not
 * bring would otherwise find it in the project's own node_modules.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { N8nClient } = require('../n8n-client.cjs');
const { ensureN8n } = require('../n8n-install.cjs');
const { launchN8n } = require('../n8n-server.cjs');
const { ensureNode24 } = require('../node24.cjs');
const { freePort } = require('../ports.cjs');

/** Nothing listens there: whatever n8n would ask the internet is refused at once. */
const NO_INTERNET = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' };

/**
 * @param {string} folder gets an `npm` that stands in for the real one
 * @param {string} nodeBinary
 */
function writeStandIn(folder, nodeBinary) {
	fs.mkdirSync(folder);
	const program = path.join(__dirname, 'npm-stand-in.cjs');
	fs.writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\nexec '${nodeBinary}' '${program}' "$@"\n`, {
		mode: 0o755,
	});
}

/**
 * @param {object} options
 * @param {string} options.tarball what n8n's installer finds in place of the registry
 * @param {string} options.logFile
 */
async function startCleanN8n({ tarball, logFile }) {
	const nodeBinary = await ensureNode24();
	await ensureN8n(nodeBinary);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clean-n8n-'));
	process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
	const filesFolder = path.join(folder, 'files');
	const userFolder = path.join(folder, 'home');
	const standIn = path.join(folder, 'bin');
	for (const each of [filesFolder, userFolder]) fs.mkdirSync(each);
	writeStandIn(standIn, nodeBinary);

	const npmPath = [path.dirname(nodeBinary), process.env.PATH].join(path.delimiter);
	const port = await freePort();
	await launchN8n({
		nodeBinary,
		userFolder,
		readableFolder: filesFolder,
		logFile,
		port,
		environment: {
			...NO_INTERNET,
			PACKED_TARBALL: tarball,
			NPM_PATH: npmPath,
			PATH: [standIn, npmPath].join(path.delimiter),
		},
	});
	const client = new N8nClient(`http://127.0.0.1:${port}`);
	await client.signIn();
	return { client, filesFolder, logFile };
}

/** @typedef {Awaited<ReturnType<typeof startCleanN8n>>} CleanN8n */

module.exports = { startCleanN8n };
