'use strict';

/** A Redis of our own: the system's program, in memory only, a free port on loopback. */
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { once } = require('node:events');
const { BackgroundProcess } = require('../background-process.cjs');
const { freePort } = require('../ports.cjs');

const HOW_TO_GET_REDIS =
	'Redis is missing: `apt-get install redis-server` on Debian, or set REDIS_SERVER=/path/to/it';

const START_TIMEOUT_MS = 30_000;

/**
 * @returns {string | undefined} the path of a redis-server
 */
function findRedis() {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	const candidates = [
		process.env.REDIS_SERVER,
		...folders.map((folder) => path.join(folder, 'redis-server')),
	];
	return candidates.find((file) => file !== undefined && fs.existsSync(file));
}

/**
 * @param {string} logFile
 * @returns {Promise<{ environment: NodeJS.ProcessEnv, stop(): Promise<void> }>} `environment` is for n8n
 */
async function startRedis(logFile) {
	const redis = findRedis();
	if (redis === undefined) throw new Error(HOW_TO_GET_REDIS);
	const port = await freePort();
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const server = new BackgroundProcess('Redis', redis, args, {
		logFile,
		env: { PATH: process.env.PATH },
		cwd: os.tmpdir(),
	});
	await server.ready(async () => await isListening(port), START_TIMEOUT_MS);
	return {
		environment: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		stop: async () => await server.stop(),
	};
}

/** @param {number} port */
async function isListening(port) {
	const socket = net.connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} finally {
		socket.destroy();
	}
}

module.exports = { findRedis, startRedis, HOW_TO_GET_REDIS };
