'use strict';

/** What the demo tells at the end. */
const { MIB } = require('../sample-file.cjs');

/**
 * @typedef {object} UploadedFile the node's simplified output
 * @property {string} fileId
 * @property {string} fileName
 * @property {number} fileSize
 * @property {string} spaceId
 * @property {string} parentId
 * @property {string} uuid
 * @property {{ parts: number, partSizeBytes: number, apiCalls: number, retries: number, seconds: number,
 *   mebibytesPerSecond: number }} upload
 */

/** @param {number} bytes */
const inMib = (bytes) => `${Number((bytes / MIB).toFixed(1))} MiB`;

/**
 * @param {{ name: string, sizeBytes: number, sha256: string }} source
 * @param {UploadedFile} uploaded
 * @param {string} storedSha256 of what the emulator holds
 * @returns {boolean} whether it holds the same bytes
 */
function reportUpload(source, uploaded, storedSha256) {
	const { parts, partSizeBytes, apiCalls, retries, seconds, mebibytesPerSecond } = uploaded.upload;
	const isSame = storedSha256 === source.sha256 && uploaded.fileSize === source.sizeBytes;
	const rows = [
		['Source', `${source.name}, ${inMib(source.sizeBytes)} (${source.sizeBytes.toLocaleString('en')} bytes)`],
		['Upload', `${parts} parts of ${inMib(partSizeBytes)}, ${apiCalls} API calls, ${retries} retries`],
		['Time', `${seconds} s, ${mebibytesPerSecond} MiB/s`],
		['Stored as', `${uploaded.fileName}, ${inMib(uploaded.fileSize)}`],
		['', `file ID ${uploaded.fileId}, UUID ${uploaded.uuid}`],
		['', `in space ${uploaded.spaceId}, folder ${uploaded.parentId}`],
		['SHA-256', `${source.sha256} (source)`],
		['', `${storedSha256} (stored) ${isSame ? '✓ the same' : '✗ NOT the same'}`],
	];
	console.log(`\n${rows.map(([label, text]) => `  ${String(label).padEnd(11)}${text}`).join('\n')}\n`);
	return isSame;
}

module.exports = { reportUpload };
