'use strict';

/** Figures of a run as Markdown tables, readable in a terminal too, and their place in a document. */
const fs = require('node:fs');
const os = require('node:os');
const { N8N_VERSION } = require('./paths.cjs');
const { MIB } = require('./sample-file.cjs');

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

/** @param {import('./judgement.cjs').Judgement[]} judgements */
function tableOfJudgements(judgements) {
	return table(
		['', 'Promise', 'Kept'],
		judgements.map(({ promise, kept, of }) => [kept === of ? '✓' : '✗', promise, `${kept} of ${of}`]),
	);
}

/**
 * @template T
 * @param {T[]} list
 * @param {(each: T) => number} value
 */
const sum = (list, value) => list.reduce((total, each) => total + value(each), 0);

/** @param {number} bytes */
const inMib = (bytes) => `${Math.round(bytes / MIB).toLocaleString('en')} MiB`;

/** What the figures were measured on, and when. */
function describeMachine() {
	const [cpu] = os.cpus();
	const machine = `${os.cpus().length} × ${cpu?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`;
	return `on ${machine}, n8n ${N8N_VERSION}, ${new Date().toISOString().slice(0, 10)}`;
}

/**
 * Puts the figures where the document has the last ones: between a line that names the command and the next end.
 *
 * @param {string} document
 * @param {string} command
 * @param {string} figures
 */
function saveFigures(document, command, figures) {
	const begin = `<!-- figures: ${command} -->`;
	const text = fs.readFileSync(document, 'utf8');
	const from = text.indexOf(begin);
	const to = text.indexOf('<!-- end of figures -->', from);
	if (from < 0 || to < 0) throw new Error(`${document} has no place for the figures of ${command}`);
	const before = text.slice(0, from + begin.length);
	fs.writeFileSync(document, `${before}\n\n${figures}\n\n${text.slice(to)}`);
}

module.exports = { table, tableOfJudgements, sum, inMib, describeMachine, saveFigures };
