'use strict';

/** Runs with every test file of the first run, the one without a mutant, and notes which mutants the file reaches. */
const { writeCoverage } = require('./coverage.cjs');

/** How often each mutant was reached up to now, while modules loaded and by tests, in this file and those before. */
function countHits() {
	const { mutantCoverage } = globalThis.__stryker__ ?? {};
	/** @type {Map<string, number>} */
	const hits = new Map();
	for (const counts of [mutantCoverage?.static, ...Object.values(mutantCoverage?.perTest ?? {})]) {
		for (const [id, count] of Object.entries(counts ?? {})) hits.set(id, (hits.get(id) ?? 0) + count);
	}
	return hits;
}

if (process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) {
	const before = countHits();
	afterAll(() => {
		const reached = [...countHits()].filter(([id, count]) => count > (before.get(id) ?? 0));
		writeCoverage(
			expect.getState().testPath,
			reached.map(([id]) => id),
		);
	});
}
