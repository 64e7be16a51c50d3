'use strict';

/** Files, exports and dependencies that nobody uses. What counts as a use is said in knip.config.js. */
const path = require('node:path');
const { toolEnvironment } = require('../environment.cjs');
const { succeeds } = require('../foreground.cjs');
const { ROOT } = require('../paths.cjs');

const KNIP = path.join(ROOT, 'node_modules/knip/bin/knip.js');

const WHAT_TO_DO = `
Remove what is unused. An export that only its own file uses loses its \`export\`. What the product has for tests
alone goes: they may import the module itself instead of its folder's index. A real exception goes into
knip.config.js, with its reason.`;

/** @returns {Promise<boolean>} whether everything is used, and by more than tests where it is no test */
async function isEverythingUsed() {
	for (const args of [[], ['--production']]) {
		if (!(await succeeds(process.execPath, [KNIP, ...args], toolEnvironment()))) {
			console.error(WHAT_TO_DO);
			return false;
		}
	}
	return true;
}

module.exports = { isEverythingUsed };
