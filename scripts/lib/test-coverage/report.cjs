'use strict';

/** How much of each area the tests reach, and whether docs/coverage.md says of everything else why they do not. */
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../paths.cjs');
const { byArea, findGaps, mergeCoverage } = require('./merge.cjs');

const REASONS = 'docs/coverage.md';

/** The tests that count; those of a real n8n run in processes of their own. */
const KINDS = ['unit', 'integration', 'core'];

/** A row is `| file | function | reason |`; @returns {Set<string>} the functions that have one */
function readReasons() {
	const text = fs.readFileSync(path.join(ROOT, REASONS), 'utf8');
	const rows = text.matchAll(/^\| `(\S+)` +\| `(.+?)` +\| +\S/gm);
	return new Set([...rows].map(([, file, name]) => `${file} ${name}`));
}

/** @returns {boolean} */
function isEveryGapExplained() {
	const map = mergeCoverage(KINDS);
	for (const { area, statements, reached } of byArea(map)) {
		const percent = ((100 * reached) / statements).toFixed(1);
		console.log(`${area.padEnd(24)}${percent.padStart(6)} % of ${statements} statements`);
	}
	const gaps = findGaps(map).map((gap) => ({ ...gap, key: `${gap.file} ${gap.name}` }));
	const explained = readReasons();
	// Which of two ways a race takes, no test decides: a row that a run has reached is shown, and no failure.
	const reached = [...explained].filter((key) => !gaps.some((gap) => gap.key === key));
	if (reached.length > 0)
		console.log(`\nReached this time, though ${REASONS} has a reason:\n${reached.join('\n')}`);
	const unexplained = gaps.filter(({ key }) => !explained.has(key));
	const whole = unexplained.filter(({ isWhole }) => isWhole);
	const partly = unexplained.filter(({ isWhole }) => !isWhole);
	list(`Partly reached, without a reason in ${REASONS}: a race, or a branch that lacks a test`, partly);
	list(`No test reaches these. Write one, or add a row to ${REASONS} that says why there is none`, whole);
	return whole.length === 0;
}

/**
 * @param {string} title
 * @param {ReturnType<typeof findGaps>} gaps as rows to fill in
 */
function list(title, gaps) {
	if (gaps.length === 0) return;
	console.log(`\n${title}:`);
	for (const { file, name, lines } of gaps) {
		console.log(`| \`${file}\` | \`${name}\` | | (line ${lines.join(', ')})`);
	}
}

module.exports = { isEveryGapExplained };
