'use strict';

/** Jest's filter of test files: with a mutant, those that reach it. */
const { readCoverage } = require('./coverage.cjs');

/** @type {ReturnType<typeof readCoverage> | undefined} */
let coverage;

/** @param {string[]} testFiles */
module.exports = async function neededTestFiles(testFiles) {
	const mutantId = process.env.__STRYKER_ACTIVE_MUTANT__;
	if (mutantId === undefined) return { filtered: testFiles };
	coverage ??= readCoverage();
	const reaching = new Set(
		coverage.filter(({ mutantIds }) => mutantIds.includes(mutantId)).map(({ testFile }) => testFile),
	);
	return { filtered: testFiles.filter((file) => reaching.has(file)) };
};
