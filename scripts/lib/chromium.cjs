'use strict';

/** The browser for the editor tests: the system's own, since nothing else can be had from the npm registry. */
const fs = require('node:fs');
const path = require('node:path');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPLICATIONS = [
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const HOW_TO_GET_CHROMIUM =
	'Chromium is missing: `apt-get install chromium` on Debian, or set CHROMIUM=/path/to/it';

/**
 * @returns {string | undefined} the path of a Chromium or Chrome
 */
function findChromium() {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	const candidates = [
		process.env.CHROMIUM,
		...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
		...MAC_APPLICATIONS,
	];
	return candidates.find((file) => file !== undefined && fs.existsSync(file));
}

module.exports = { findChromium, HOW_TO_GET_CHROMIUM };
