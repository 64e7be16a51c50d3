'use strict';

/** Starts a real n8n: its own user folder, loopback only, the node installed as a community package. */
const fs = require('node:fs');
const path = require('node:path');
const { BackgroundProcess } = require('./background-process.cjs');
const { isolatedEnvironment } = require('./environment.cjs');
const { npm } = require('./npm.cjs');
const { IS_N8N_1, N8N_HOME } = require('./paths.cjs');
const { freePort } = require('./ports.cjs');

/** First boots run all database migrations: 10 to 40 s on two busy cores. */
const BOOT_TIMEOUT_MS = 180_000;

/** Everything n8n would otherwise send or fetch over the internet. */
const OFFLINE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	// n8n 1 does not have it, and does not start if told to leave out what it does not have.
	...(!IS_N8N_1 && { N8N_DISABLED_MODULES: 'mcp-registry' }),
};

/**
 * Installs a tarball where n8n looks for community packages, the way n8n itself does it.
 *
 * @param {string} userFolder
 * @param {string} tarball
 */
async function installCommunityPackage(userFolder, tarball) {
	const nodes = path.join(userFolder, '.n8n/nodes');
	fs.rmSync(nodes, { recursive: true, force: true });
	fs.mkdirSync(nodes, { recursive: true });
	fs.writeFileSync(path.join(nodes, 'package.json'), '{ "name": "installed-nodes", "private": true }\n');
	// Without --legacy-peer-deps a second n8n-workflow would come along, and its errors would not be n8n's.
	const args = ['install', '--legacy-peer-deps', '--ignore-scripts', '--omit=dev', tarball];
	await npm('install-community-package', args, { cwd: nodes });
	// The folder lies within this project, whose own n8n-workflow Node would find first: its errors are not n8n's.
	const link = path.join(nodes, 'node_modules/n8n-workflow');
	fs.symlinkSync(path.join(N8N_HOME, 'node_modules/n8n-workflow'), link);
}

/**
 * @typedef {object} N8nOptions
 * @property {string} nodeBinary
 * @property {string} userFolder n8n keeps its database and files here
 * @property {string} readableFolder the only folder that workflows may read files from
 * @property {string} logFile
 * @property {NodeJS.ProcessEnv} [environment] more settings of n8n
 */

/**
 * @param {N8nOptions} options
 * @param {string[]} args of the command line
 * @param {NodeJS.ProcessEnv} more
 */
async function launch({ nodeBinary, userFolder, readableFolder, logFile, environment }, args, more) {
	const n8n = path.join(N8N_HOME, 'node_modules/n8n/bin/n8n');
	return new BackgroundProcess(`n8n ${args[0]}`, nodeBinary, [n8n, ...args], {
		logFile,
		cwd: userFolder,
		env: {
			...isolatedEnvironment(userFolder, nodeBinary),
			...OFFLINE,
			N8N_USER_FOLDER: userFolder,
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_RESTRICT_FILE_ACCESS_TO: readableFolder,
			...more,
			...environment,
		},
	});
}

/** @param {string} url */
const answers = async (url) => (await fetch(url)).ok;

/**
 * Starts n8n with what is in its user folder.
 *
 * @param {N8nOptions & { port: number }} options
 * @returns {Promise<BackgroundProcess>} once it answers
 */
async function launchN8n({ port, ...options }) {
	const server = await launch(options, ['start'], {
		N8N_PORT: String(port),
		N8N_HOST: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
	});
	const url = `http://127.0.0.1:${port}`;
	await server.ready(
		async () => (await answers(`${url}/healthz/readiness`)) && (await answers(`${url}/rest/settings`)),
		BOOT_TIMEOUT_MS,
	);
	return server;
}

/**
 * Starts a worker of n8n in queue mode.
 *
 * @param {N8nOptions & { concurrency: number }} options
 * @returns {Promise<BackgroundProcess>} once it answers
 */
async function launchWorker({ concurrency, ...options }) {
	const port = await freePort();
	const worker = await launch(options, ['worker', `--concurrency=${concurrency}`], {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
	});
	await worker.ready(
		async () => await answers(`http://127.0.0.1:${port}/healthz/readiness`),
		BOOT_TIMEOUT_MS,
	);
	return worker;
}

/**
 * @param {N8nOptions & { tarball: string, wantedPort?: number }} options `tarball` is the package with our node
 * @returns {Promise<string>} its address, once it answers
 */
async function startN8n({ tarball, wantedPort, ...options }) {
	await installCommunityPackage(options.userFolder, tarball);
	const port = await freePort(wantedPort);
	await launchN8n({ ...options, port });
	return `http://127.0.0.1:${port}`;
}

module.exports = { installCommunityPackage, launchN8n, launchWorker, startN8n };
