'use strict';

/**
 * Which test files reach which mutants. Stryker tells Jest the names of the tests that a mutant needs, and Jest
 * then loads every file to look for them, which takes ten times as long as the tests.
 */
const fs = require('node:fs');
const path = require('node:path');

/** In the copy of the project that Stryker works on, and gone with it. */
const FOLDER = path.resolve('.mutation-coverage');

/**
 * @param {string} testFile
 * @param {string[]} mutantIds
 */
function writeCoverage(testFile, mutantIds) {
	fs.mkdirSync(FOLDER, { recursive: true });
	fs.writeFileSync(
		path.join(FOLDER, `${path.basename(testFile)}.json`),
		JSON.stringify({ testFile, mutantIds }),
	);
}

/** @returns {Array<{ testFile: string, mutantIds: string[] }>} */
function readCoverage() {
	return fs.readdirSync(FOLDER).map((name) => JSON.parse(fs.readFileSync(path.join(FOLDER, name), 'utf8')));
}

module.exports = { writeCoverage, readCoverage };
