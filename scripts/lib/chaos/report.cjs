'use strict';

/** The figures as Markdown tables, which are readable in a terminal too. */
const path = require('node:path');
const { describeMachine, saveFigures: save, table, tableOfJudgements } = require('../figures.cjs');
const { ROOT } = require('../paths.cjs');
const { countByStrategy, countErrors, countParts, countRun } = require('./figures.cjs');

const DOCUMENT = path.join(ROOT, 'docs/reliability.md');

/**
 * @typedef {object} Run
 * @property {import('./upload-driver.cjs').UploadDriver} driver
 * @property {import('./restarts.cjs').Restarts} restarts
 * @property {import('./file-watch.cjs').FileWatch} watch
 * @property {any[]} calls
 * @property {import('../judgement.cjs').Judgement[]} judgements
 * @property {string} command
 * @property {string} seed
 * @property {string} time
 */

/** @param {Run} run */
function describeRun({ driver, restarts, watch, calls, judgements, command, seed, time }) {
	return [
		`\`${command}\`, seed \`${seed}\`, ${time}, ${describeMachine()}.`,
		tableOfJudgements(judgements),
		table(['The run', ''], countRun(driver, restarts, watch, calls)),
		table(['Parts', ''], countParts(driver, watch, calls)),
		table(
			['Conflict Strategy', 'Uploads', 'Succeeded', 'Met a file of its own', 'Further whole copies'],
			countByStrategy(driver, watch),
		),
		table(['Why executions did not succeed', ''], countErrors(driver)),
	].join('\n\n');
}

/** @param {string} figures */
function saveFigures(figures) {
	save(DOCUMENT, 'npm run chaos -- --save', figures);
}

module.exports = { describeRun, saveFigures };
