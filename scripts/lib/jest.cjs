'use strict';

/** Runs one of Jest's projects and counts its tests, and what they reach. */
const fs = require('node:fs');
const path = require('node:path');
const { countingArguments } = require('./test-coverage/counting.cjs');
const { CACHE, ROOT } = require('./paths.cjs');
const { toolEnvironment } = require('./environment.cjs');
const { succeeds } = require('./foreground.cjs');

/**
 * @param {string} project
 * @param {string[]} [more] further arguments for Jest
 * @param {object} [options]
 * @param {boolean} [options.isCounted] whether to count what the tests reach
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function runJest(project, more = [], { isCounted = false } = {}) {
	const report = path.join(CACHE, 'test', `${project}.json`);
	fs.mkdirSync(path.dirname(report), { recursive: true });
	fs.rmSync(report, { force: true });
	const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js');
	const args = [jest, '--selectProjects', project, '--json', `--outputFile=${report}`, ...more];
	if (isCounted) args.push(...countingArguments(project));
	const isPassed = await succeeds(process.execPath, args, toolEnvironment());
	if (!fs.existsSync(report)) return { passed: 0, failed: 1 };
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
		fs.readFileSync(report, 'utf8'),
	);
	const failed = numFailedTests + numRuntimeErrorTestSuites;
	// Whatever else Jest did not like (no test found, a leaked handle) is a failure too.
	return { passed: numPassedTests, failed: isPassed ? failed : Math.max(failed, 1) };
}

module.exports = { runJest };
