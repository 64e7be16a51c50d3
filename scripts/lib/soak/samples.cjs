'use strict';

/** What the probe has written down of a process. */
const fs = require('node:fs');
const path = require('node:path');

/**
 * Of the heap only what is left after a collection counts. One takes a moment, so that there is one in ten seconds;
 * a short run needs them more often to have some to compare.
 */
const SAMPLES_PER_COLLECTION = 10;
const SAMPLES_PER_COLLECTION_AND_MINUTE = 3;

/**
 * @typedef {object} Sample
 * @property {number} atMs since 1970
 * @property {boolean} isCollected whether garbage was collected just before
 * @property {number} rss
 * @property {number} heapUsed
 * @property {number} external
 * @property {number} sockets
 * @property {number} descriptors
 * @property {number} resources that keep the process busy: handles, requests, timers
 * @property {number} listeners of the process
 * @property {number} warnings of too many listeners
 */

/**
 * Has n8n's processes loaded with the probe.
 *
 * @param {string} folder for the samples
 * @param {number} minutes of the run
 * @returns {NodeJS.ProcessEnv}
 */
function probeEnvironment(folder, minutes) {
	fs.mkdirSync(folder, { recursive: true });
	return {
		NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'probe.cjs'))}`,
		SOAK_SAMPLES_FOLDER: folder,
		SOAK_GC_EVERY: String(Math.min(SAMPLES_PER_COLLECTION, SAMPLES_PER_COLLECTION_AND_MINUTE * minutes)),
	};
}

/**
 * @param {string} folder
 * @param {number | undefined} pid
 * @returns {Sample[]}
 */
function readSamples(folder, pid) {
	const lines = fs.readFileSync(path.join(folder, `${pid}.jsonl`), 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

module.exports = { probeEnvironment, readSamples };
