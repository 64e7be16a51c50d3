'use strict';

/** The environments our child processes get, so that nothing is written outside the project folder. */
const path = require('node:path');
const { CACHE } = require('./paths.cjs');

/** Settings of the caller's own n8n that would point a test instance at real data. */
const N8N_SETTING = /^(N8N|DB|QUEUE|EXECUTIONS|WEBHOOK|CREDENTIALS|OFFLOAD|NODES)_/;

/** Folders and modes meant for the tool that called us: n8n under Jest would think it is a unit test. */
const TOOL_SETTING = /^(XDG_.*|NODE_OPTIONS|NODE_ENV|JEST_WORKER_ID)$/;

/** For npm, compilers and test runners: the caller's environment, with the tools' caches in ours. */
function toolEnvironment() {
	return {
		...process.env,
		npm_config_cache: path.join(CACHE, 'npm'),
		npm_config_update_notifier: 'false',
		XDG_CACHE_HOME: CACHE,
		NODE_COMPILE_CACHE: path.join(CACHE, 'node-compile-cache'),
	};
}

/**
 * For programs that keep files in the user's home: a home of their own, none of the caller's n8n settings,
 * and no proxy between us and loopback.
 *
 * @param {string} home
 * @param {string} [nodeBinary] becomes the first `node` on the PATH
 */
function isolatedEnvironment(home, nodeBinary = process.execPath) {
	const inherited = Object.entries(toolEnvironment()).filter(
		([name]) => !N8N_SETTING.test(name) && !TOOL_SETTING.test(name),
	);
	return {
		...Object.fromEntries(inherited),
		HOME: home,
		PATH: [path.dirname(nodeBinary), process.env.PATH].join(path.delimiter),
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
	};
}

module.exports = { toolEnvironment, isolatedEnvironment };
