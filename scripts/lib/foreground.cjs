'use strict';

const { once } = require('node:events');
const { spawn } = require('node:child_process');
const { endWithUs } = require('./children.cjs');
const { ROOT } = require('./paths.cjs');

/**
 * Runs a program whose output is for the reader.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether it ended with 0
 */
async function succeeds(command, args, env) {
	const child = endWithUs(spawn(command, args, { cwd: ROOT, env, stdio: 'inherit' }));
	const [code] = await once(child, 'exit');
	return code === 0;
}

module.exports = { succeeds };
