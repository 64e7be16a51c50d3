'use strict';

/** npm as a child process, its cache inside the project and its chatter boiled down to a count. */
const path = require('node:path');
const { CACHE } = require('./paths.cjs');
const { toolEnvironment } = require('./environment.cjs');
const { runCommand } = require('./run-command.cjs');

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * @param {string} name names the log in `.cache/logs/`
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(detail: string) => void} [options.report] told how many packages were fetched so far
 */
async function npm(name, args, { cwd, env, report } = {}) {
	let fetched = 0;
	await runCommand(NPM, [...args, '--loglevel=http', '--no-audit', '--no-fund'], {
		logFile: path.join(CACHE, 'logs', `${name}.log`),
		...(cwd !== undefined && { cwd }),
		env: { ...toolEnvironment(), ...env },
		onLine: (line) => {
			if (!/^npm http (fetch|cache)/.test(line)) return;
			fetched += 1;
			report?.(`${fetched} package files read`);
		},
	});
}

module.exports = { npm };
