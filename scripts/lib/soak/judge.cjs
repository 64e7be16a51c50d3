'use strict';

/** What was promised of the day, and whether it was kept. */
const fs = require('node:fs');
const path = require('node:path');
const { sum } = require('../figures.cjs');
const { MIB } = require('../sample-file.cjs');
const { judgement } = require('../judgement.cjs');
const { judgeFiles } = require('./judge-files.cjs');

/**
 * What a worker may take at the most, whatever it uploads: n8n takes 500 to 600 MiB by itself, and part buffers are
 * bounded to 144 MiB.
 */
const MAX_WORKER_BYTES = 1024 * MIB;

/**
 * @typedef {import('./driver.cjs').Job} Job
 * @typedef {import('../judgement.cjs').Judgement} Judgement
 *
 * @typedef {object} Worker
 * @property {string} name
 * @property {import('./samples.cjs').Sample[]} samples
 * @property {import('./flatness.cjs').Comparison[]} comparisons
 * @property {boolean} hasEnded
 */

/**
 * @param {object} day
 * @param {Job[]} day.jobs
 * @param {import('./judge-files.cjs').StoredFile[]} day.files
 * @param {Worker[]} day.workers
 * @param {string} day.storageFolder
 * @param {(detail: string) => void} report
 * @returns {Promise<Judgement[]>}
 */
async function judge({ jobs, files, workers, storageFolder }, report) {
	const begun = jobs.filter(({ state }) => state !== 'skipped');
	return [
		judgement('Every execution comes to an end', begun, ({ state }) => state !== 'hung', described),
		judgement(
			'Every task succeeds, where need be after Retry',
			begun,
			({ state }) => !['failed', 'hung'].includes(state),
			described,
		),
		...(await judgeFiles(begun, files, report)),
		...workers.map(judgeFlatness),
		...judgeWorkers(workers),
		judgement(
			'Only tasks that have not succeeded leave state on the disk',
			[journalsIn(storageFolder)],
			(journals) => journals.length <= filesNotUploaded(begun),
			(journals) => journals.join(', '),
		),
	];
}

/** @param {Worker} worker */
function judgeFlatness({ name, comparisons }) {
	return judgement(
		`${name} holds no more in the last quarter of the run than in the second`,
		comparisons,
		({ isFlat }) => isFlat,
		(each) => `${each.name}: ${each.before}, then ${each.after}, where ${each.allowed} are allowed`,
	);
}

/** @param {Worker[]} workers */
function judgeWorkers(workers) {
	const peak = (/** @type {Worker} */ { samples }) => Math.max(...samples.map(({ rss }) => rss));
	return [
		judgement(
			'Workers run through',
			workers,
			({ hasEnded }) => !hasEnded,
			({ name }) => name,
		),
		judgement(
			`A worker never takes more than ${MAX_WORKER_BYTES / MIB} MiB`,
			workers,
			(worker) => peak(worker) <= MAX_WORKER_BYTES,
			(worker) => `${worker.name}: ${Math.round(peak(worker) / MIB)} MiB`,
		),
		judgement(
			'Nothing has more listeners than Node thinks sound',
			workers,
			({ samples }) => samples.at(-1)?.warnings === 0,
			({ name, samples }) => `${name}: ${samples.at(-1)?.warnings} warnings`,
		),
	];
}

/** @param {string} storageFolder that the workers share */
function journalsIn(storageFolder) {
	const folder = path.join(storageFolder, 'dingtalk-storage');
	return fs.readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
}

/**
 * Of those a later upload could go on with one. An execution that failed hands its state on to its Retry.
 *
 * @param {Job[]} jobs
 */
const filesNotUploaded = (jobs) =>
	sum(jobs, ({ state, task }) => (state === 'succeeded' ? 0 : task.files.length));

/** @param {Job} job */
function described({ task, executions, failures, state }) {
	return `${task.name} ${state}, executions ${executions.join(', ')}: ${failures.join(', ')}`;
}

module.exports = { judge };
