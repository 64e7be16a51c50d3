'use strict';

/** The day's work: who uploads what, and when. Kinds, sizes, moments and faults come from the seed. */
const { MIB } = require('../sample-file.cjs');
const { Random } = require('../random.cjs');
const { drawFaults } = require('./faults.cjs');

const MINUTE_MS = 60_000;
const KIB = 1024;

/**
 * The kinds of tasks, and how often each comes in a minute. Every minute has the same number of each, so that any two
 * stretches of the run can be compared.
 */
const KINDS = {
	report: { title: 'One file, read from disk', perMinute: 27 },
	inbox: { title: 'One file, received with a request', perMinute: 14 },
	form: { title: 'Several files of one item', perMinute: 8 },
	folder: { title: '20 to 40 files, an item each, into a new folder by path', perMinute: 3 },
	path: { title: 'One file into a folder by path', perMinute: 8 },
	approval: { title: 'One file for an approval', perMinute: 6 },
	own: { title: 'Start, part address, PUT by another node, commit', perMinute: 6 },
	tidy: { title: 'Upload, Get, Get Download Info, Delete', perMinute: 8 },
	look: { title: 'Create a folder, list folders, files and spaces', perMinute: 6 },
	large: { title: 'One large file, read from disk', perMinute: 1 },
};

/** Of the large files, over and over. */
const LARGE_SIZES = [256 * MIB, 2048 * MIB, 512 * MIB, 1024 * MIB, 256 * MIB];

/** Sizes at which something changes: nothing, one byte, one part and a byte, two parts, three. */
const EDGES = [0, 1, 16 * MIB, 16 * MIB + 1, 32 * MIB, 40 * MIB + 7];

const STRATEGIES = ['AUTO_RENAME', 'OVERWRITE', 'RETURN_DENTRY_IF_EXISTS', 'RETURN_ERROR_IF_EXISTS'];

const KIND_NAMES = /** @type {Kind[]} */ (Object.keys(KINDS));

/** Of each kind, so that every worker gets some. */
const WARM_UP_TASKS = 3;

/**
 * @typedef {keyof typeof KINDS} Kind
 * @typedef {{ name: string, sizeBytes: number }} Source
 *
 * @typedef {object} Task
 * @property {string} name of its own
 * @property {Kind} kind
 * @property {number} dueMs since the start of the run
 * @property {Source[]} files that it uploads, each with a name of its own
 * @property {string} method the node's option Upload Method
 * @property {string} strategy the node's option Conflict Strategy
 * @property {object[]} faults of the calls that it is going to make
 */

/**
 * @param {{ minutes: number, seed: string }} options
 * @returns {Task[]} in the order of their moments
 */
function planDay({ minutes, seed }) {
	const random = new Random(`${seed} day`);
	const ofMinute = Array.from({ length: minutes }, (_, minute) => {
		const kinds = KIND_NAMES.flatMap((kind) => Array(KINDS[kind].perMinute).fill(kind));
		// One in each stretch of the minute: no rush, no lull.
		return random.shuffle(kinds).map((kind, index) => {
			const dueMs = (minute + (index + random.next()) / kinds.length) * MINUTE_MS;
			return planTask(kind, `${kind}-${minute + 1}-${index + 1}`, dueMs, minute, random);
		});
	});
	return ofMinute.flat();
}

/**
 * Some of each kind at once, and nothing goes wrong: n8n loads what it needs before anything is measured.
 *
 * @param {{ seed: string }} options
 * @returns {Task[]}
 */
function planWarmUp({ seed }) {
	const random = new Random(`${seed} warm-up`);
	return KIND_NAMES.filter((kind) => kind !== 'large').flatMap((kind) =>
		Array.from({ length: WARM_UP_TASKS }, (_, index) => {
			return { ...planTask(kind, `warm-up-${kind}-${index + 1}`, 0, 0, random), faults: [] };
		}),
	);
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {number} dueMs
 * @param {number} minute
 * @param {Random} random
 * @returns {Task}
 */
function planTask(kind, name, dueMs, minute, random) {
	const sizes = planSizes(kind, minute, random);
	const files = sizes.map((sizeBytes, index) => ({ name: `${name}-${index + 1}.bin`, sizeBytes }));
	const method = random.pick(['multipart', 'automatic']);
	const strategy = random.pick(STRATEGIES);
	const task = { name, kind, dueMs, files, method, strategy };
	return { ...task, faults: drawFaults(task, random) };
}

/**
 * @param {Kind} kind
 * @param {number} minute
 * @param {Random} random
 * @returns {number[]}
 */
function planSizes(kind, minute, random) {
	const several = (/** @type {number} */ min, /** @type {number} */ max, /** @type {number} */ largest) =>
		Array.from({ length: random.integer(min, max) }, () => random.size(1, largest));
	switch (kind) {
		case 'report':
			return [random.next() < 0.1 ? random.pick(EDGES) : random.size(1, 8 * MIB)];
		case 'large':
			return [LARGE_SIZES[minute % LARGE_SIZES.length] ?? 0];
		case 'form':
			return several(2, 5, MIB);
		case 'folder':
			return several(20, 40, 256 * KIB);
		case 'look':
			return [];
		default:
			return [random.size(1, 2 * MIB)];
	}
}

module.exports = { planDay, planWarmUp, KINDS, KIND_NAMES };
