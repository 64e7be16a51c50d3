'use strict';

/**
 * Whether what a worker holds stays the same: the second quarter of the run against the last one, with the moment of rest
 * that follows it.
 */
const { MIB } = require('../sample-file.cjs');
const { median } = require('../median.cjs');

/**
 * @typedef {import('./samples.cjs').Sample} Sample
 *
 * @typedef {object} Measure
 * @property {string} name
 * @property {(sample: Sample) => number | undefined} pick undefined where the sample does not count
 * @property {(values: number[]) => number} typical
 * @property {number} share of what it was that may come on top of it
 * @property {number} plus and this much
 * @property {number} [settling] and this much, where the run is short
 * @property {(value: number) => string} show
 */

const inMib = (/** @type {number} */ bytes) => `${(bytes / MIB).toFixed(1)} MiB`;
const asCount = (/** @type {number} */ count) => String(Math.round(count));

/** What is left between the tasks: what is in use at a moment says nothing. */
const floor = (/** @type {number[]} */ values) => (values.length > 0 ? Math.min(...values) : NaN);

const ofMemory = { typical: median, show: inMib };
const ofCounts = { typical: floor, show: asCount, share: 0 };

/** @type {readonly Measure[]} */
const MEASURES = [
	{
		name: 'Heap after a garbage collection',
		pick: ({ isCollected, heapUsed }) => (isCollected ? heapUsed : undefined),
		typical: floor,
		show: inMib,
		share: 0.03,
		plus: 8 * MIB,
		settling: 16 * MIB,
	},
	{
		name: 'Memory outside the heap, after a garbage collection',
		pick: ({ isCollected, external }) => (isCollected ? external : undefined),
		...ofMemory,
		share: 0.1,
		plus: 8 * MIB,
	},
	{
		name: 'RSS',
		pick: ({ rss }) => rss,
		...ofMemory,
		share: 0.1,
		plus: 32 * MIB,
		settling: 64 * MIB,
	},
	{ name: 'Open sockets', pick: ({ sockets }) => sockets, ...ofCounts, plus: 4 },
	{ name: 'File descriptors', pick: ({ descriptors }) => descriptors, ...ofCounts, plus: 6 },
	{ name: 'Handles, requests and timers', pick: ({ resources }) => resources, ...ofCounts, plus: 6 },
	{ name: 'Listeners of the process', pick: ({ listeners }) => listeners, ...ofCounts, plus: 2 },
];

/** So long n8n takes to settle: code is compiled and forgotten again, the heap finds its size. */
const SETTLED_MS = 8 * 60_000;

/** The first quarter is for n8n to load what it needs. */
const QUARTERS = /** @type {const} */ ({ before: [0.25, 0.5], after: [0.75, 1] });

/**
 * @typedef {object} Comparison
 * @property {string} name of the measure
 * @property {string} before
 * @property {string} after
 * @property {string} allowed
 * @property {string} peak of the whole run
 * @property {boolean} isFlat
 */

/**
 * @param {Sample[]} samples of one process
 * @param {{ fromMs: number, toMs: number }} load when there was any, since 1970
 * @returns {Comparison[]}
 */
function compareQuarters(samples, { fromMs, toMs }) {
	const typicalIn = (
		/** @type {readonly [number, number]} */ [from, to],
		/** @type {Measure} */ { pick, typical },
	) => {
		const isWithin = (/** @type {Sample} */ { atMs }) => {
			const share = (atMs - fromMs) / (toMs - fromMs);
			return share >= from && (share < to || to === 1);
		};
		return typical(samples.filter(isWithin).flatMap((sample) => pick(sample) ?? []));
	};
	return MEASURES.map((measure) => {
		const { name, share, plus, settling = 0, show } = measure;
		const before = typicalIn(QUARTERS.before, measure);
		const after = typicalIn(QUARTERS.after, measure);
		const allowed = before * (1 + share) + plus + (toMs - fromMs < SETTLED_MS ? settling : 0);
		// Not so for NaN either: without samples nothing is proved.
		const isFlat = after <= allowed;
		const peak = Math.max(...samples.flatMap((sample) => measure.pick(sample) ?? []));
		return {
			name,
			before: show(before),
			after: show(after),
			allowed: show(allowed),
			peak: show(peak),
			isFlat,
		};
	});
}

module.exports = { compareQuarters, QUARTERS };
