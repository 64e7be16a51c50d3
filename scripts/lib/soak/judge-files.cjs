'use strict';

/** Whether what was uploaded is in DingTalk, once, and whole. */
const { groupBy } = require('../group-by.cjs');
const { judgement } = require('../judgement.cjs');
const { partDigests } = require('./sources.cjs');

/** Rename Automatically makes `name(1).bin` of a name that is taken. */
const COPY = /\(\d+\)(?=\.bin$)/;

/**
 * @typedef {import('./driver.cjs').Job} Job
 * @typedef {{ id: string, name: string, sizeBytes: number, parts: { sizeBytes: number, sha256: string }[] }} StoredFile
 */

/**
 * @param {Job[]} jobs
 * @param {StoredFile[]} files
 * @param {(detail: string) => void} report
 */
async function judgeFiles(jobs, files, report) {
	const byName = groupBy(files, ({ name }) => name.replace(COPY, ''));
	const of = (/** @type {string} */ name) => byName.get(name) ?? [];
	const named = (/** @type {{ name: string }} */ { name }) => name;
	const sourcesIn = (/** @type {(job: Job) => boolean} */ isChosen) =>
		jobs.filter(isChosen).flatMap(({ task }) => task.files);
	const isTidy = (/** @type {Job} */ { task }) => task.kind === 'tidy';
	const kept = sourcesIn((job) => job.state === 'succeeded' && !isTidy(job));
	const deleted = sourcesIn((job) => job.state === 'succeeded' && isTidy(job));
	const known = new Set(sourcesIn(() => true).map(named));
	const told = jobs
		.filter((job) => job.state === 'succeeded' && !isTidy(job))
		.flatMap(({ outputs }) => outputs);
	const ids = new Set(files.map(({ id }) => id));

	/** @type {Set<string>} */
	const whole = new Set();
	for (const [index, source] of kept.entries()) {
		report(`${index} of ${kept.length} files compared with their sources`);
		// Gives way to the line above.
		await new Promise(setImmediate);
		if (of(source.name).some((file) => hasBytesOf(file, source))) whole.add(source.name);
	}
	return [
		judgement(
			'None is lost: what n8n calls a success is in DingTalk, part by part with the bytes of its source',
			kept,
			({ name }) => whole.has(name),
			named,
		),
		judgement('None is there twice', kept, ({ name }) => of(name).length === 1, named),
		judgement(
			'The node names the file that it has made',
			told,
			({ fileId }) => ids.has(fileId),
			({ fileId }) => fileId,
		),
		judgement('What the node has deleted is gone', deleted, ({ name }) => of(name).length === 0, named),
		judgement(
			'Nothing is there that nobody uploaded',
			files,
			({ name }) => known.has(name.replace(COPY, '')),
			named,
		),
	];
}

/**
 * @param {StoredFile} file
 * @param {import('./plan.cjs').Source} source
 */
function hasBytesOf({ sizeBytes, parts }, source) {
	const sizes = parts.map((part) => part.sizeBytes);
	const storedBytes = sizes.reduce((sum, size) => sum + size, 0);
	if (sizeBytes !== source.sizeBytes || storedBytes !== source.sizeBytes) return false;
	const digests = partDigests(source, sizes);
	return parts.every(({ sha256 }, index) => sha256 === digests[index]);
}

module.exports = { judgeFiles };
