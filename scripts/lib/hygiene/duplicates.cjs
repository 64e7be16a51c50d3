'use strict';

/** Code that was copied. */
const path = require('node:path');
const { toolEnvironment } = require('../environment.cjs');
const { succeeds } = require('../foreground.cjs');

const JSCPD = path.join(path.dirname(require.resolve('jscpd/package.json')), 'bin/jscpd');

/**
 * Ten lines or so. Below it jscpd takes the beginning that all operations share, or five lines of imports, for a copy;
 * with it, there is none.
 */
const MIN_TOKENS = 70;

const WHAT_TO_DO = `
The same code is at two places. Move it to one that both may import (ARCHITECTURE.md says who may import whom), or,
where it is the same by chance only, let the two places say what differs.`;

/** @returns {Promise<boolean>} whether every piece of code is there once */
async function isNothingCopied() {
	const args = [
		...['--min-tokens', String(MIN_TOKENS), '--format', 'typescript,javascript'],
		...['--reporters', 'console', '--exitCode', '1', '--noTips'],
	];
	if (await succeeds(process.execPath, [JSCPD, ...args, '.'], toolEnvironment())) return true;
	console.error(WHAT_TO_DO);
	return false;
}

module.exports = { isNothingCopied };
