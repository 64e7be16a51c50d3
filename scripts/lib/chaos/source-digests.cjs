'use strict';

const { createHash } = require('node:crypto');
const { sampleStream } = require('../sample-file.cjs');

/**
 * SHA-256 of each part of a source, given the sizes of the parts. They equal those of the stored parts, in
 * their order, if and only if the stored file has the source's bytes.
 *
 * @param {{ name: string, sizeBytes: number }} source
 * @param {number[]} partSizes whose sum is the size of the source
 */
async function sourceDigests({ name, sizeBytes }, partSizes) {
	const bytes = Buffer.concat(await sampleStream(sizeBytes, name).toArray());
	let start = 0;
	return partSizes.map((partSize) => {
		const part = bytes.subarray(start, (start += partSize));
		return createHash('sha256').update(part).digest('hex');
	});
}

module.exports = { sourceDigests };
