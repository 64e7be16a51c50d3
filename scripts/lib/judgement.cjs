'use strict';

/** A promise, and how often it was kept. */

/** @typedef {{ promise: string, kept: number, of: number, broken: string[] }} Judgement */

/**
 * @template T
 * @param {string} promise
 * @param {T[]} cases
 * @param {(each: T) => boolean} isKept
 * @param {(each: T) => string} describe
 * @returns {Judgement}
 */
function judgement(promise, cases, isKept, describe) {
	const broken = cases.filter((each) => !isKept(each)).map(describe);
	return { promise, kept: cases.length - broken.length, of: cases.length, broken };
}

/**
 * Prints what was not kept.
 *
 * @param {readonly Judgement[]} judgements
 * @returns {boolean} whether all was
 */
function areKept(judgements) {
	const lines = judgements.flatMap(({ promise, broken }) => broken.map((what) => `${promise}: ✗ ${what}`));
	for (const line of lines) console.log(line);
	return lines.length === 0;
}

module.exports = { judgement, areKept };
