'use strict';

/** The figures as Markdown tables, which are readable in a terminal too. */
const { describeMachine, inMib, sum, table, tableOfJudgements } = require('../figures.cjs');
const { groupBy } = require('../group-by.cjs');
const { isLost, isThrottled } = require('./call-series.cjs');
const { KINDS } = require('./plan.cjs');

/** @typedef {[label: string, value: string | number]} Figure */

/**
 * @typedef {object} Run
 * @property {import('./driver.cjs').Job[]} jobs
 * @property {import('./call-series.cjs').Call[]} calls
 * @property {import('./judge.cjs').Worker[]} workers
 * @property {import('../judgement.cjs').Judgement[]} judgements
 * @property {{ fromMs: number, toMs: number }} load
 */

/** @param {Run & { command: string, seed: string }} run */
function describeRun({ command, seed, ...run }) {
	const { judgements, workers } = run;
	return [
		`\`${command}\`, seed \`${seed}\`, ${describeMachine()}.`,
		tableOfJudgements(judgements),
		table(
			['', 'Worker', 'Second quarter', 'Last quarter', 'Allowed', 'Peak'],
			workers.flatMap(({ name, comparisons }) =>
				comparisons.map((each) => [each.name, name, each.before, each.after, each.allowed, each.peak]),
			),
		),
		table(['The run', ''], countRun(run)),
		table(['Tasks', 'Begun', 'Files', 'Bytes'], countTasks(run)),
		table(['Why executions failed', ''], countFailures(run)),
	].join('\n\n');
}

/**
 * @param {Run} run
 * @returns {Figure[]}
 */
function countRun({ jobs, calls, load }) {
	const begun = begunOf(jobs);
	const minutes = (load.toMs - load.fromMs) / 60_000;
	const succeeded = jobs.filter(({ state }) => state === 'succeeded');
	const files = sum(succeeded, ({ task }) => task.files.length);
	const bytes = sum(succeeded, ({ task }) => bytesOf(task));
	const puts = calls.filter(({ operation }) => operation === 'put');
	const faults = sum(calls, (call) => call.faults.length);
	const uploads = jobs.flatMap(({ outputs }) => outputs.flatMap(({ upload }) => upload ?? []));
	return [
		['Time', `${minutes.toFixed(1)} min`],
		['Tasks', begun.length],
		['… not begun, for want of time', jobs.length - begun.length],
		['Executions', sum(begun, ({ executions }) => executions.length)],
		['… that failed', sum(begun, ({ failures }) => failures.length)],
		[
			'… after which it is unclear whether there is a file',
			jobs.filter(({ state }) => state === 'unclear').length,
		],
		['Files uploaded', files],
		['… a minute', (files / minutes).toFixed(0)],
		['Bytes uploaded', inMib(bytes)],
		['API calls', calls.length - puts.length],
		['Parts sent', puts.length],
		['Faults', `${faults}, ${((faults / calls.length) * 100).toFixed(2)} % of all calls`],
		['Calls that were refused or lost', calls.filter(isLost).length],
		['Calls that were throttled', calls.filter(isThrottled).length],
		['Parts sent again by the node', sum(uploads, ({ retries }) => retries)],
		['Parts that a Retry did not send again', sum(uploads, ({ resumedParts }) => resumedParts)],
	];
}

/** @param {Run} run */
function countTasks({ jobs }) {
	return [...groupBy(begunOf(jobs), ({ task }) => task.kind)].map(([kind, of]) => [
		KINDS[kind].title,
		of.length,
		sum(of, ({ task }) => task.files.length),
		inMib(sum(of, ({ task }) => bytesOf(task))),
	]);
}

/**
 * @param {Run} run
 * @returns {Figure[]}
 */
function countFailures({ jobs }) {
	const reasons = groupBy(
		jobs.flatMap(({ failures }) => failures),
		String,
	);
	return [...reasons]
		.map(([reason, all]) => /** @type {Figure} */ ([reason, all.length]))
		.sort(([, a], [, b]) => Number(b) - Number(a));
}

/** @param {import('./driver.cjs').Job[]} jobs */
const begunOf = (jobs) => jobs.filter(({ state }) => state !== 'skipped');

/** @param {import('./plan.cjs').Task} task */
const bytesOf = ({ files }) => sum(files, ({ sizeBytes }) => sizeBytes);

module.exports = { describeRun };
