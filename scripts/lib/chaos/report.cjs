'use strict';

/** The figures as Markdown tables, which are readable in a terminal too. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { N8N_VERSION, ROOT } = require('../paths.cjs');
const { countByStrategy, countErrors, countParts, countRun } = require('./figures.cjs');

const DOCUMENT = path.join(ROOT, 'docs/reliability.md');
const BEGIN = '<!-- figures: npm run chaos -- --save -->';
const END = '<!-- end of figures -->';

/**
 * @typedef {object} Run
 * @property {import('./upload-driver.cjs').UploadDriver} driver
 * @property {import('./restarts.cjs').Restarts} restarts
 * @property {import('./file-watch.cjs').FileWatch} watch
 * @property {any[]} calls
 * @property {import('./verdict.cjs').Judgement[]} judgements
 * @property {string} command
 * @property {string} seed
 * @property {string} time
 */

/** @param {Run} run */
function describeRun({ driver, restarts, watch, calls, judgements, command, seed, time }) {
	const [cpu] = os.cpus();
	const machine = `${os.cpus().length} × ${cpu?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`;
	return [
		`\`${command}\`, seed \`${seed}\`, ${time}, on ${machine}, n8n ${N8N_VERSION}, ${new Date().toISOString().slice(0, 10)}.`,
		table(
			['', 'Promise', 'Kept'],
			judgements.map(({ promise, kept, of }) => [kept === of ? '✓' : '✗', promise, `${kept} of ${of}`]),
		),
		table(['The run', ''], countRun(driver, restarts, watch, calls)),
		table(['Parts', ''], countParts(driver, watch, calls)),
		table(
			['Conflict Strategy', 'Uploads', 'Succeeded', 'Met a file of its own', 'Further whole copies'],
			countByStrategy(driver, watch),
		),
		table(['Why executions did not succeed', ''], countErrors(driver)),
	].join('\n\n');
}

/**
 * Puts the figures where the document has the last ones.
 *
 * @param {string} figures
 */
function saveFigures(figures) {
	const text = fs.readFileSync(DOCUMENT, 'utf8');
	const before = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
	fs.writeFileSync(DOCUMENT, `${before}\n\n${figures}\n\n${text.slice(text.indexOf(END))}`);
}

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
function table(head, rows) {
	const cells = [head, ...rows].map((row) => row.map(String));
	const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
	const line = (/** @type {string[]} */ row) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	return [
		line(cells[0] ?? []),
		line(widths.map((width) => '-'.repeat(width))),
		...cells.slice(1).map(line),
	].join('\n');
}

module.exports = { describeRun, saveFigures };
