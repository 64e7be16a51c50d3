'use strict';

/**
 * The files that are uploaded: nothing but zeros, with a stamp at the beginning of every MiB that no other place in no
 * other file has. They take next to no room on the disk, whatever their size, and parts that were mixed up show.
 */
const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');
const { MIB } = require('../sample-file.cjs');

const BLOCK_BYTES = MIB;

/** @typedef {import('./plan.cjs').Source} Source */

/**
 * @param {Source} source
 * @param {number} block counted from 0
 */
function stampOf({ name, sizeBytes }, block) {
	const stamp = createHash('sha256').update(`${name} ${block}`).digest();
	return stamp.subarray(0, Math.min(stamp.length, sizeBytes - block * BLOCK_BYTES));
}

/** @param {Source} source */
const blocksOf = ({ sizeBytes }) => Array(Math.ceil(sizeBytes / BLOCK_BYTES)).keys();

/** @param {Source} source */
function sourceBytes(source) {
	const bytes = Buffer.alloc(source.sizeBytes);
	for (const block of blocksOf(source)) stampOf(source, block).copy(bytes, block * BLOCK_BYTES);
	return bytes;
}

/**
 * @param {string} file
 * @param {Source} source
 */
function writeSource(file, source) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	const descriptor = fs.openSync(file, 'w');
	try {
		fs.ftruncateSync(descriptor, source.sizeBytes);
		for (const block of blocksOf(source)) {
			fs.writeSync(descriptor, stampOf(source, block), 0, undefined, block * BLOCK_BYTES);
		}
	} finally {
		fs.closeSync(descriptor);
	}
}

/**
 * SHA-256 of each part of a source. They equal those of the stored parts, in their order, if and only if the stored
 * file has the source's bytes.
 *
 * @param {Source} source
 * @param {number[]} partSizes whose sum is the size of the source
 */
function partDigests(source, partSizes) {
	const bytes = Buffer.alloc(BLOCK_BYTES);
	let start = 0;
	return partSizes.map((partSize) => {
		const hash = createHash('sha256');
		for (const end = start + partSize; start < end; ) {
			const block = Math.floor(start / BLOCK_BYTES);
			const from = start - block * BLOCK_BYTES;
			const to = Math.min(BLOCK_BYTES, from + end - start);
			stampOf(source, block).copy(bytes);
			hash.update(bytes.subarray(from, to));
			start += to - from;
		}
		return hash.digest('hex');
	});
}

module.exports = { sourceBytes, writeSource, partDigests };
