'use strict';

/** Runs one program to its end: output into a log file, its lines to whoever wants to show them. */
const fs = require('node:fs');
const path = require('node:path');
const { spawn } = require('node:child_process');
const readline = require('node:readline');
const { endWithUs } = require('./children.cjs');
const { ROOT } = require('./paths.cjs');

/** Enough of the output to see the reason without opening the log. */
const SHOWN_ON_ERROR = 15;

/**
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.logFile all output, and where the error sends the reader
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(line: string) => void} [options.onLine]
 * @returns {Promise<void>} rejects when the program does not end with 0
 */
async function runCommand(command, args, { logFile, cwd = ROOT, env = process.env, onLine }) {
	fs.mkdirSync(path.dirname(logFile), { recursive: true });
	const log = fs.createWriteStream(logFile);
	const child = endWithUs(spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
	/** @type {string[]} */
	const lastLines = [];
	for (const stream of [child.stdout, child.stderr]) {
		readline.createInterface({ input: stream }).on('line', (line) => {
			log.write(`${line}\n`);
			lastLines.push(line);
			if (lastLines.length > SHOWN_ON_ERROR) lastLines.shift();
			onLine?.(line);
		});
	}
	const outcome = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? signal));
	});
	log.end();
	if (outcome !== 0) {
		const call = [path.basename(command), ...args].join(' ');
		throw new Error(`${call} ended with ${outcome}\n${lastLines.join('\n')}\nFull log: ${logFile}`);
	}
}

module.exports = { runCommand };
