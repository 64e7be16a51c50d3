'use strict';

/**
 * Loaded into n8n's processes before n8n (`NODE_OPTIONS=--require`): writes down what the process holds, a line of JSON
 * each second. After some of them all garbage is collected, so that what is left in the heap is in use.
 */
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');
const { isMainThread } = require('node:worker_threads');

const SAMPLE_MS = 1_000;

/** n8n starts other programs, which inherit the option. */
const isN8n = path.basename(process.argv[1] ?? '') === 'n8n' && isMainThread;

if (isN8n) {
	const { SOAK_SAMPLES_FOLDER = '', SOAK_GC_EVERY } = process.env;
	const samplesPerCollection = Number(SOAK_GC_EVERY);
	const file = path.join(SOAK_SAMPLES_FOLDER, `${process.pid}.jsonl`);
	v8.setFlagsFromString('--expose-gc');
	const collectGarbage = vm.runInNewContext('gc');
	let count = 0;
	let warnings = 0;
	process.on('warning', ({ name }) => {
		if (name === 'MaxListenersExceededWarning') warnings++;
	});
	setInterval(() => {
		// Before the garbage goes: what a system that ends greedy processes would see.
		const { rss } = process.memoryUsage();
		const isCollected = ++count % samplesPerCollection === 0;
		if (isCollected) collectGarbage();
		const { heapUsed, external } = process.memoryUsage();
		const sample = { atMs: Date.now(), isCollected, rss, heapUsed, external, ...handles(), warnings };
		fs.appendFileSync(file, `${JSON.stringify(sample)}\n`);
	}, SAMPLE_MS).unref();
}

function handles() {
	const targets = fs.readdirSync('/proc/self/fd').map(targetOf);
	const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
	return {
		sockets: targets.filter((target) => target.startsWith('socket:')).length,
		descriptors: targets.length,
		resources: process.getActiveResourcesInfo().length,
		listeners,
	};
}

/** @param {string} descriptor */
function targetOf(descriptor) {
	try {
		return fs.readlinkSync(`/proc/self/fd/${descriptor}`);
	} catch {
		// That of the list itself is closed by now.
		return '';
	}
}
