'use strict';

/** Installs that are done once. A stamp marks a finished one, so that one cut short is done again. */
const fs = require('node:fs');
const path = require('node:path');
const { step } = require('./progress.cjs');

/**
 * @param {string} folder where it goes; emptied first unless its stamp is there
 * @param {string} title what the reader is told, with size and time
 * @param {(report: (detail: string) => void) => Promise<void>} install
 */
async function installOnce(folder, title, install) {
	const stamp = path.join(folder, '.installed');
	if (fs.existsSync(stamp)) return;
	await step(title, async (report) => {
		fs.rmSync(folder, { recursive: true, force: true });
		fs.mkdirSync(folder, { recursive: true });
		// A package.json of its own: npm would otherwise install into the project above.
		fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
		await install(report);
		fs.writeFileSync(stamp, '');
	});
}

module.exports = { installOnce };
