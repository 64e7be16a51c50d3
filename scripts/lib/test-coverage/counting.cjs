'use strict';

/** How Jest is told to count what the tests reach. */
const path = require('node:path');
const { CACHE } = require('../paths.cjs');

/** A folder for each kind of tests. */
const COUNTS = path.join(CACHE, 'coverage');

/** The package with counters in it, which n8n's engine loads instead of the built one. */
const COUNTED_PACKAGE = path.join(COUNTS, 'package');

/** The product, and the emulator that stands in for DingTalk. */
const COVERED = '{lib,nodes,credentials,emulator}/**/*.ts';

/** @param {string} project of Jest */
const countsOf = (project) => path.join(COUNTS, project, 'coverage-final.json');

/** @param {string} project of Jest */
const countingArguments = (project) => [
	'--coverage',
	// V8's own counters cost three times as much where each test file loads its modules anew.
	'--coverageProvider=babel',
	'--coverageReporters=json',
	`--coverageDirectory=${path.dirname(countsOf(project))}`,
	`--collectCoverageFrom=${COVERED}`,
];

module.exports = { COUNTED_PACKAGE, countsOf, countingArguments };
