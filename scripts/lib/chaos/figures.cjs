'use strict';

/** What happened during the run, in numbers. */
const { inMib, sum } = require('../figures.cjs');
const { STRATEGIES } = require('./planned-uploads.cjs');

/** @typedef {[label: string, value: string | number]} Figure */

/** The node's own names for the strategies. */
const SHOWN = { fail: 'Fail', keep: 'Keep Existing', rename: 'Rename Automatically', replace: 'Replace' };

/**
 * @param {import('./upload-driver.cjs').UploadDriver} driver
 * @param {import('./restarts.cjs').Restarts} restarts
 * @param {import('./file-watch.cjs').FileWatch} watch
 * @param {{ operation: string, bytes: number, faults: string[] }[]} calls that the emulator received
 * @returns {Figure[]}
 */
function countRun({ uploads, book }, restarts, watch, calls) {
	const executions = book.all();
	const ended = (/** @type {string} */ status) => executions.filter((each) => each.status === status).length;
	const by = (/** @type {string} */ signal) => restarts.ends.filter((end) => end === signal).length;
	return [
		['Uploads', uploads.length],
		['Bytes to upload', inMib(sum(uploads, ({ planned }) => planned.sizeBytes))],
		['n8n killed with SIGKILL', by('SIGKILL')],
		['n8n ended with SIGTERM', by('SIGTERM')],
		['Faults that DingTalk was made to have', sum(calls, ({ faults }) => faults.length)],
		['Executions', executions.length],
		['… succeeded', ended('success')],
		['… failed', ended('error')],
		['… crashed with n8n', ended('crashed')],
		["… started by n8n's Retry", executions.filter(({ isRetry }) => isRetry).length],
		['Uploads started again by their trigger', sum(uploads, ({ triggers }) => triggers - 1)],
		['Most runs of one upload', Math.max(...uploads.map(({ runs }) => runs))],
		['Looks at the list of files', watch.looks],
		['Versions replaced between two looks', watch.unseen],
	];
}

/**
 * @param {import('./upload-driver.cjs').UploadDriver} driver
 * @param {import('./file-watch.cjs').FileWatch} watch
 * @param {{ operation: string, bytes: number }[]} calls
 * @returns {Figure[]}
 */
function countParts({ uploads, book }, watch, calls) {
	const puts = calls.filter(({ operation }) => operation === 'put');
	const outputs = book.all().flatMap(({ output }) => (output?.upload ? [output.upload] : []));
	const files = uploads.flatMap(({ planned }) => watch.filesOf(planned.name).slice(0, 1));
	return [
		['Parts of all files', sum(files, ({ parts }) => parts.length)],
		['Parts sent', puts.length],
		['Bytes sent', inMib(sum(puts, ({ bytes }) => bytes))],
		[
			'Uploads that went on where an earlier run had left them',
			outputs.filter(({ resumedParts }) => resumedParts > 0).length,
		],
		['… parts they did not send again', sum(outputs, ({ resumedParts }) => resumedParts ?? 0)],
	];
}

/**
 * @param {import('./upload-driver.cjs').UploadDriver} driver
 * @param {import('./file-watch.cjs').FileWatch} watch
 */
function countByStrategy({ uploads }, watch) {
	const strategies = /** @type {(keyof typeof STRATEGIES)[]} */ (Object.keys(STRATEGIES));
	return strategies.flatMap((strategy) => {
		const own = uploads.filter(({ planned }) => planned.strategy === strategy);
		const inState = (/** @type {string} */ state) => own.filter((upload) => upload.state === state).length;
		const extra = sum(own, ({ planned }) => Math.max(0, watch.filesOf(planned.name).length - 1));
		if (own.length === 0) return [];
		return [[SHOWN[strategy], own.length, inState('succeeded'), inState('metItself'), extra]];
	});
}

/**
 * How often executions failed, by the reason that the node gave.
 *
 * @param {import('./upload-driver.cjs').UploadDriver} driver
 * @returns {Figure[]}
 */
function countErrors({ book }) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const { status, errorCode } of book.all()) {
		if (status === 'success') continue;
		const reason = status === 'crashed' ? 'n8n was ended' : (errorCode ?? status);
		counts.set(reason, (counts.get(reason) ?? 0) + 1);
	}
	return [...counts].sort(([, a], [, b]) => b - a);
}

module.exports = { countRun, countParts, countByStrategy, countErrors };
