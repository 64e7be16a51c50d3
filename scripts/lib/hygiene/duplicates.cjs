'use strict';

/** Code that was copied. */
const path = require('node:path');
const { detectClones } = require('jscpd');
const { ROOT } = require('../paths.cjs');

/**
 * Some ten lines. Below it jscpd takes the beginning that all operations share, or five lines of imports, for a copy;
 * with it, there is none.
 */
const MIN_TOKENS = 70;

const WHAT_TO_DO = `
The same code is at two places. Move it to one that both may import (ARCHITECTURE.md says who may import whom), or,
where it is the same by chance only, let the two places say what differs.`;

/**
 * @param {string} [folder]
 * @returns {Promise<boolean>} whether every piece of code is there once
 */
async function isNothingCopied(folder = ROOT) {
	const clones = await detectClones({
		path: [folder],
		format: ['typescript', 'javascript'],
		minTokens: MIN_TOKENS,
		gitignore: true,
		silent: true,
	});
	const place = (/** @type {typeof clones[number]['duplicationA']} */ { sourceId, start, end }) =>
		`${path.relative(folder, sourceId)}:${start.line}–${end.line}`;
	for (const { duplicationA, duplicationB } of clones) {
		console.error(`${place(duplicationA)} is also at ${place(duplicationB)}`);
	}
	if (clones.length > 0) console.error(WHAT_TO_DO);
	return clones.length === 0;
}

module.exports = { isNothingCopied };
