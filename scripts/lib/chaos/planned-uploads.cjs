'use strict';

/** What is going to be uploaded: names, sizes and part sizes come from the seed. */
const { MIB } = require('../sample-file.cjs');
const { Random } = require('../random.cjs');

/** The option Conflict Strategy of the node, under the names that its users see. */
const STRATEGIES = {
	fail: 'RETURN_ERROR_IF_EXISTS',
	keep: 'RETURN_DENTRY_IF_EXISTS',
	rename: 'AUTO_RENAME',
	replace: 'OVERWRITE',
};

/**
 * How the file gets to the node: the trigger carries it, or a node reads it from disk. After a crash n8n runs
 * the nodes before ours again, so that a file that was read is another copy then.
 */
const WAYS = /** @type {const} */ (['received', 'read']);

const LARGEST_BYTES = 40 * MIB;
const SMALLEST_BYTES = 50_000;
const PART_SIZES_MB = [0.1, 0.25, 1];

/** Sizes at which something changes: nothing, one byte, one whole part, one part and a byte, two parts, many. */
const EDGES = [0, 1, MIB, MIB + 1, 4 * MIB, LARGEST_BYTES];

/**
 * @typedef {object} PlannedUpload
 * @property {string} name of the file, its own
 * @property {number} sizeBytes
 * @property {number} partSizeMb
 * @property {keyof typeof STRATEGIES} strategy
 * @property {typeof WAYS[number]} way
 */

/**
 * @param {object} options
 * @param {number} options.count
 * @param {string} options.seed
 * @param {(keyof typeof STRATEGIES)[]} options.strategies
 * @returns {PlannedUpload[]}
 */
function planUploads({ count, seed, strategies }) {
	const random = new Random(`${seed} uploads`);
	const sizes = Array.from(
		{ length: count },
		(_, index) => EDGES[index] ?? random.size(SMALLEST_BYTES, LARGEST_BYTES),
	);
	return random.shuffle(sizes).map((sizeBytes, index) => ({
		name: `upload-${String(index + 1).padStart(String(count).length, '0')}.bin`,
		sizeBytes,
		partSizeMb: random.pick(PART_SIZES_MB),
		strategy: /** @type {keyof typeof STRATEGIES} */ (strategies[index % strategies.length]),
		// n8n makes no file of an empty request.
		way: sizeBytes === 0 ? 'read' : random.pick(WAYS),
	}));
}

module.exports = { STRATEGIES, WAYS, planUploads };
