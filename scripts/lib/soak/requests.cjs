'use strict';

/** Gives n8n a task: its file on disk or in the request, and the request that starts its workflow. */
const fs = require('node:fs');
const path = require('node:path');
const { sourceBytes, writeSource } = require('./sources.cjs');

/**
 * @typedef {import('./plan.cjs').Task} Task
 * @typedef {import('../queue-mode/stack.cjs').QueueModeStack} QueueModeStack
 */

/** @type {ReadonlySet<import('./plan.cjs').Kind>} */
const READ_FROM_DISK = new Set(['report', 'large', 'folder', 'path', 'own']);

/**
 * @param {QueueModeStack} stack
 * @param {Task} task
 * @returns {Promise<string>} the execution's id
 */
async function startTask(stack, task) {
	const { name, kind, files, method, strategy } = task;
	const folder = folderOf(stack, task);
	if (READ_FROM_DISK.has(kind)) for (const file of files) writeSource(path.join(folder, file.name), file);
	const query = new URLSearchParams({
		name,
		method,
		strategy,
		file: `${folder}/*`,
		fileName: files[0]?.name ?? '',
		fileSize: String(files[0]?.sizeBytes ?? 0),
	});
	const url = `${stack.baseUrl}/webhook/${kind}?${query}`;
	const response = await fetch(url, { method: 'POST', ...bodyOf(task) });
	const text = await response.text();
	if (!response.ok || !/^\d+$/.test(text)) {
		throw new Error(`n8n answered ${response.status} to ${name}: ${text.slice(0, 300)}`);
	}
	return text;
}

/**
 * @param {QueueModeStack} stack
 * @param {Task} task
 */
function removeFiles(stack, task) {
	fs.rmSync(folderOf(stack, task), { recursive: true, force: true });
}

/**
 * @param {Task} task
 * @returns {Pick<RequestInit, 'body' | 'headers'>}
 */
function bodyOf({ kind, files }) {
	const [first] = files;
	if (READ_FROM_DISK.has(kind) || first === undefined) return {};
	if (kind !== 'form') {
		return { body: sourceBytes(first), headers: { 'content-type': 'application/octet-stream' } };
	}
	const body = new FormData();
	for (const [index, file] of files.entries()) {
		body.append(`file${index}`, new Blob([sourceBytes(file)]), file.name);
	}
	return { body };
}

/**
 * @param {QueueModeStack} stack
 * @param {Task} task
 */
function folderOf(stack, { name }) {
	return path.join(stack.filesFolder, name);
}

module.exports = { startTask, removeFiles };
