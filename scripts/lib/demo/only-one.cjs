'use strict';

/** Two demos at once would share one database; the second says so instead. */
const fs = require('node:fs');
const path = require('node:path');

/** @param {number} pid */
function isRunning(pid) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** @param {string} pidFile names the process of the running demo */
function claim(pidFile) {
	const owner = Number(fs.existsSync(pidFile) && fs.readFileSync(pidFile, 'utf8'));
	if (owner > 0 && isRunning(owner)) throw new Error(`A demo is running already, as process ${owner}.`);
	fs.mkdirSync(path.dirname(pidFile), { recursive: true });
	fs.writeFileSync(pidFile, String(process.pid));
	process.once('exit', () => fs.rmSync(pidFile, { force: true }));
}

module.exports = { claim };
