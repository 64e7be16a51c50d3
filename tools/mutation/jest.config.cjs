'use strict';

/** The quick tests of lib/. Every mutant is run against all that reach it, so a slow test would run a hundred times. */
const path = require('node:path');
const { projects } = require('../../jest.config.js');

const TESTS = ['unit/upload', 'unit/dingtalk', 'property'];

module.exports = {
	...projects[0],
	testMatch: TESTS.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	filter: path.join(__dirname, 'needed-test-files.cjs'),
	setupFilesAfterEnv: [path.join(__dirname, 'record-coverage.cjs')],
	// None of these needs half a second; with a mutant some would wait for ever.
	testTimeout: 2_000,
};
