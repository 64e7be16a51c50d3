'use strict';

/** What the tests of all kinds have reached together, from what Jest has counted for each kind. */
const fs = require('node:fs');
const path = require('node:path');
const { createCoverageMap } = require('istanbul-lib-coverage');
const { ROOT } = require('../paths.cjs');
const { countsOf } = require('./counting.cjs');
const { functionsOf } = require('./function-at.cjs');

/** @param {import('istanbul-lib-coverage').FileCoverageData} file */
const isReached = ({ s }) => Object.values(s).some((hits) => hits > 0);

/**
 * @param {string[]} kinds of tests
 * @returns {import('istanbul-lib-coverage').CoverageMap}
 */
function mergeCoverage(kinds) {
	const files = kinds.flatMap((kind) => {
		const counted = JSON.parse(fs.readFileSync(countsOf(kind), 'utf8'));
		return /** @type {import('istanbul-lib-coverage').FileCoverageData[]} */ (Object.values(counted));
	});
	const reached = new Set(files.filter(isReached).map((file) => file.path));
	const map = createCoverageMap({});
	for (const file of files) {
		// Jest counts a module that nothing loads without its source map: its statements are not those of the others.
		if (isReached(file) || !reached.has(file.path)) map.addFileCoverage(file);
	}
	return map;
}

/** The folder that a figure is for: a package of ours, or a folder of the node's. */
function areaOf(/** @type {string} */ file) {
	const [top = '', ...rest] = path.relative(ROOT, file).split(path.sep);
	if (top === 'lib') return `lib/${rest[0]}`;
	if (top === 'nodes') return rest.length > 2 ? `nodes/…/${rest[1]}` : 'nodes/…';
	return top;
}

/**
 * @param {import('istanbul-lib-coverage').CoverageMap} map
 * @returns {Array<{ area: string, statements: number, reached: number }>}
 */
function byArea(map) {
	/** @type {Map<string, { statements: number, reached: number }>} */
	const areas = new Map();
	for (const file of map.files()) {
		const { total, covered } = map.fileCoverageFor(file).toSummary().statements;
		const { statements, reached } = areas.get(areaOf(file)) ?? { statements: 0, reached: 0 };
		areas.set(areaOf(file), { statements: statements + total, reached: reached + covered });
	}
	return [...areas]
		.map(([area, counts]) => ({ area, ...counts }))
		.sort((a, b) => a.area.localeCompare(b.area));
}

/**
 * The functions with statements that no test has reached, by their names; `isWhole` where none of its statements was.
 *
 * @param {import('istanbul-lib-coverage').CoverageMap} map
 * @returns {Array<{ file: string, name: string, lines: number[], isWhole: boolean }>}
 */
function findGaps(map) {
	return map.files().flatMap((absolute) => {
		const { statementMap, s } = map.fileCoverageFor(absolute).data;
		if (Object.values(s).every((hits) => hits > 0)) return [];
		const functionAt = functionsOf(fs.readFileSync(absolute, 'utf8'));
		/** @type {Map<string, Set<number>>} */
		const missed = new Map();
		/** @type {Set<string>} */
		const reached = new Set();
		for (const [id, { start }] of Object.entries(statementMap)) {
			const name = functionAt(start.line, start.column);
			if (s[id] !== 0) reached.add(name);
			// All outside of functions runs when the module is loaded, but the readers of exports that compiling adds.
			else if (name !== '') missed.set(name, (missed.get(name) ?? new Set()).add(start.line));
		}
		const file = path.relative(ROOT, absolute);
		return [...missed].map(([name, lines]) => ({
			file,
			name,
			lines: [...lines],
			isWhole: !reached.has(name),
		}));
	});
}

module.exports = { mergeCoverage, byArea, findGaps };
