'use strict';

/** The pictures of a run. */
const fs = require('node:fs');
const path = require('node:path');
const { MIB } = require('../sample-file.cjs');
const { svgPage } = require('../svg-page.cjs');
const { seriesOfCalls } = require('./call-series.cjs');
const { QUARTERS } = require('./flatness.cjs');
const { STYLE, describeLines, drawLines } = require('./line-chart.cjs');

const MINUTE_MS = 60_000;

/** Of the samples that come every second, so many are drawn at the most. */
const MAX_POINTS = 360;

const SHADES = [
	{ name: 'compared …', share: QUARTERS.before },
	{ name: '… with', share: QUARTERS.after },
];

/**
 * @param {object} run
 * @param {{ fromMs: number, toMs: number }} run.load
 * @param {import('./judge.cjs').Worker[]} run.workers
 * @param {import('./call-series.cjs').Call[]} run.calls
 * @returns {Record<string, string>} SVG by name
 */
function drawRun({ load, workers, calls }) {
	const minutes = (load.toMs - load.fromMs) / MINUTE_MS;
	/** @typedef {import('./samples.cjs').Sample} Sample */
	const ofWorkers = (/** @type {(sample: Sample) => number | undefined} */ pick) =>
		workers.map(({ name, samples }) => ({ name, points: pointsOf(samples, load, pick) }));
	const chart = (
		/** @type {string} */ title,
		/** @type {string} */ note,
		/** @type {import('./line-chart.cjs').LineChart['lines']} */ lines,
		/** @type {typeof SHADES} */ shades = [],
	) => ({ title, note, minutes, lines, shades });
	const series = seriesOfCalls(calls, load);
	return {
		memory: draw([
			chart(
				'Heap of the workers',
				'MiB in use after a garbage collection',
				ofWorkers(({ isCollected, heapUsed }) => (isCollected ? heapUsed / MIB : undefined)),
				SHADES,
			),
			chart(
				'Memory of the workers',
				'MiB, RSS',
				ofWorkers(({ rss }) => rss / MIB),
				SHADES,
			),
		]),
		handles: draw([
			chart(
				'Sockets of the workers',
				'open at a moment',
				ofWorkers(({ sockets }) => sockets),
				SHADES,
			),
			chart(
				'File descriptors of the workers',
				'open at a moment',
				ofWorkers(({ descriptors }) => descriptors),
				SHADES,
			),
		]),
		throughput: draw([
			chart('Bytes', 'MiB a second that DingTalk received', [
				{ name: 'bytes', points: series.mebibytesPerSecond },
			]),
			chart('Files', 'committed, a minute', [{ name: 'files', points: series.filesPerMinute }]),
		]),
		calls: draw([
			chart('Calls', 'a minute', [
				{ name: 'API calls', points: series.callsPerMinute },
				{ name: 'parts sent', points: series.partsPerMinute },
			]),
			chart('Calls to be repeated', 'a minute', [
				{ name: 'throttled', points: series.throttledPerMinute },
				{ name: 'refused or lost', points: series.lostPerMinute },
			]),
		]),
	};
}

/**
 * @param {import('./samples.cjs').Sample[]} samples
 * @param {{ fromMs: number, toMs: number }} load
 * @param {(sample: import('./samples.cjs').Sample) => number | undefined} pick
 * @returns {[number, number][]}
 */
function pointsOf(samples, { fromMs, toMs }, pick) {
	const during = samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
	const all = during.flatMap((sample) => {
		const value = pick(sample);
		return value === undefined
			? []
			: [/** @type {[number, number]} */ ([(sample.atMs - fromMs) / MINUTE_MS, value])];
	});
	// The largest of each stretch, so that no peak is left out.
	const perPoint = Math.max(1, Math.ceil(all.length / MAX_POINTS));
	return Array.from({ length: Math.ceil(all.length / perPoint) }, (_, index) =>
		all.slice(index * perPoint, (index + 1) * perPoint).reduce((a, b) => (b[1] > a[1] ? b : a)),
	);
}

/** @param {import('./line-chart.cjs').LineChart[]} charts */
function draw(charts) {
	return svgPage({
		description: charts.map(describeLines).join('. '),
		style: STYLE,
		pictures: charts.map(drawLines),
	});
}

/**
 * @param {string} folder
 * @param {Record<string, string>} pictures
 */
function savePictures(folder, pictures) {
	fs.mkdirSync(folder, { recursive: true });
	for (const [name, svg] of Object.entries(pictures)) fs.writeFileSync(path.join(folder, `${name}.svg`), svg);
}

/**
 * @param {string} folder as the document names it
 * @param {Record<string, string>} pictures
 */
function linkPictures(folder, pictures) {
	return Object.entries(pictures)
		.map(([name, svg]) => `![${/<title>(.*)<\/title>/.exec(svg)?.[1]}](${folder}/${name}.svg)`)
		.join('\n\n');
}

module.exports = { drawRun, savePictures, linkPictures };
