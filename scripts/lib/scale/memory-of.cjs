'use strict';

/** Memory of another process, as the kernel counts it. */
const fs = require('node:fs');

/**
 * @param {number | undefined} pid
 * @param {'VmHWM' | 'VmRSS'} field the peak since it was reset, or now
 */
function memoryBytes(pid, field) {
	const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
}

/**
 * Has the peak begin anew from what is in use now.
 *
 * @param {number | undefined} pid
 */
function resetPeak(pid) {
	fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

module.exports = { memoryBytes, resetPeak };
