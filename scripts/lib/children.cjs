'use strict';

/** No child outlives us: whatever still runs when this process ends is ended with it. */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @template {import('node:child_process').ChildProcess} T
 * @param {T} child
 * @returns {T}
 */
function endWithUs(child) {
	if (running.size === 0) process.once('exit', endAll);
	running.add(child);
	child.once('exit', () => {
		running.delete(child);
		if (running.size === 0) process.off('exit', endAll);
	});
	return child;
}

function endAll() {
	for (const child of running) child.kill('SIGTERM');
}

module.exports = { endWithUs };
