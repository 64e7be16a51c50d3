'use strict';

/** Runs checks one after the other and keeps what each has to say. A failure stops only those that need its result. */
const { step } = require('../progress.cjs');

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} [needs] checks without whose success this one says nothing
 * @property {() => Promise<string> | string} run what was found, in a few words; throws where it must not be released
 */

/** @typedef {{ name: string, outcome: 'passed' | 'failed' | 'left out', found: string, seconds: number }} Result */

/**
 * @param {Check[]} checks
 * @returns {Promise<Result[]>}
 */
async function runChecks(checks) {
	/** @type {Result[]} */
	const results = [];
	for (const check of checks) results.push(await runCheck(check, results));
	return results;
}

/**
 * @param {Check} check
 * @param {Result[]} earlier
 * @returns {Promise<Result>}
 */
async function runCheck({ name, needs = [], run }, earlier) {
	const missing = needs.filter((need) =>
		earlier.every((result) => result.name !== need || result.outcome !== 'passed'),
	);
	if (missing.length > 0) {
		return { name, outcome: 'left out', found: `needs: ${missing.join(', ')}`, seconds: 0 };
	}
	const startedAtMs = performance.now();
	const seconds = () => (performance.now() - startedAtMs) / 1000;
	try {
		const found = await step(name, async () => run());
		return { name, outcome: 'passed', found, seconds: seconds() };
	} catch (error) {
		const found = error instanceof Error ? error.message : String(error);
		return { name, outcome: 'failed', found, seconds: seconds() };
	}
}

const MARKS = { passed: '✓', failed: '✗', 'left out': '–' };

/**
 * @param {Result[]} results
 * @returns {string} one line a check; a failed one's reasons stand below its line
 */
function asTable(results) {
	const width = Math.max(...results.map(({ name }) => name.length));
	return results
		.map(({ name, outcome, found, seconds }) => {
			const [first, ...rest] = found.split('\n');
			const line = `${MARKS[outcome]} ${name.padEnd(width)}  ${`${seconds.toFixed(1)} s`.padStart(7)}  ${first}`;
			return [line, ...rest.map((text) => `${' '.repeat(width + 13)}${text}`)].join('\n');
		})
		.join('\n');
}

module.exports = { runChecks, asTable };
