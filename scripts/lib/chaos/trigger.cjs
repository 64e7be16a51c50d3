'use strict';

/** Starts the workflow of an upload, with its file in the request or on disk. */
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { sampleStream } = require('../sample-file.cjs');
const { webhookPath } = require('./workflows.cjs');

/**
 * @typedef {import('./restarted-n8n.cjs').RestartedN8n} RestartedN8n
 * @typedef {import('./planned-uploads.cjs').PlannedUpload} PlannedUpload
 */

/**
 * @param {RestartedN8n} n8n
 * @param {PlannedUpload} planned
 */
async function trigger(n8n, planned) {
	const { name, sizeBytes, partSizeMb, strategy, way } = planned;
	const file = fileOf(n8n, planned);
	const query = new URLSearchParams({ name, partSizeMb: String(partSizeMb), file });
	const url = `${n8n.client.baseUrl}/webhook/${webhookPath(strategy, way)}?${query}`;
	if (way === 'received') {
		const body = /** @type {any} */ (Readable.toWeb(sampleStream(sizeBytes, name)));
		const headers = { 'content-type': 'application/octet-stream' };
		await fetch(url, /** @type {any} */ ({ method: 'POST', headers, body, duplex: 'half' }));
	} else {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		await pipeline(sampleStream(sizeBytes, name), fs.createWriteStream(file));
		await fetch(url, { method: 'POST' });
	}
}

/**
 * @param {RestartedN8n} n8n
 * @param {PlannedUpload} planned
 */
function removeFile(n8n, planned) {
	fs.rmSync(fileOf(n8n, planned), { force: true });
}

/**
 * @param {RestartedN8n} n8n
 * @param {PlannedUpload} planned
 */
function fileOf(n8n, { name }) {
	return path.join(n8n.filesFolder, name);
}

module.exports = { trigger, removeFile };
