'use strict';

/** A file made on the spot: the same bytes every time, and no compressible ones. */
const fs = require('node:fs');
const path = require('node:path');
const { createCipheriv, createHash } = require('node:crypto');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');

const MIB = 1024 * 1024;

/**
 * A stream of `sizeBytes` pseudo-random bytes: the key stream of AES-CTR, other bytes for another seed.
 *
 * @param {number} sizeBytes
 * @param {string} [seed]
 */
function sampleStream(sizeBytes, seed = '') {
	const key = createHash('sha256').update(seed).digest().subarray(0, 16);
	const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
	const zeros = Buffer.alloc(MIB);
	return Readable.from(
		(function* () {
			for (let left = sizeBytes; left > 0; left -= zeros.length) {
				yield cipher.update(left < zeros.length ? zeros.subarray(0, left) : zeros);
			}
		})(),
		{ objectMode: false },
	);
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @returns {Promise<string>} hexadecimal
 */
async function sha256(stream) {
	const hash = createHash('sha256');
	await pipeline(stream, hash);
	return hash.digest('hex');
}

/**
 * Makes the file, unless it is there from last time, and says what is in it.
 *
 * @param {string} file
 * @param {number} sizeBytes
 */
async function ensureSampleFile(file, sizeBytes) {
	if (fs.statSync(file, { throwIfNoEntry: false })?.size !== sizeBytes) {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		await pipeline(sampleStream(sizeBytes), fs.createWriteStream(file));
	}
	return { file, name: path.basename(file), sizeBytes, sha256: await sha256(fs.createReadStream(file)) };
}

module.exports = { MIB, sampleStream, sha256, ensureSampleFile };
