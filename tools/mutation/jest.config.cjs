'use strict';

/**
 * The quick tests of lib/: every mutant is run against all that reach it. Those of test/property try thousands of
 * inputs each, and those on sockets with an emulator take seconds; with them a run takes hours.
 */
const path = require('node:path');
const { projects } = require('../../jest.config.js');

const TESTS = ['unit/upload', 'unit/dingtalk'];

module.exports = {
	...projects[0],
	testMatch: TESTS.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	testEnvironment: path.join(__dirname, 'bail-environment.cjs'),
	filter: path.join(__dirname, 'needed-test-files.cjs'),
	setupFilesAfterEnv: [path.join(__dirname, 'record-coverage.cjs')],
	// Most need milliseconds, none a second; with a mutant some would wait for ever.
	testTimeout: 3_000,
};
