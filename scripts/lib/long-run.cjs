'use strict';

/** What the commands have in common that start n8n and measure or judge it. */
const { BackgroundProcess } = require('./background-process.cjs');
const { ensureN8n } = require('./n8n-install.cjs');
const { ensureNode24 } = require('./node24.cjs');
const { ensureBuilt, ensureDependencies } = require('./project.cjs');

/**
 * Installs what n8n and our node need.
 *
 * @returns {Promise<string>} a Node that n8n accepts
 */
async function prepare() {
	const nodeBinary = await ensureNode24();
	await ensureN8n(nodeBinary);
	await ensureDependencies();
	await ensureBuilt();
	return nodeBinary;
}

/**
 * Runs a command to its end, and ends all that it has started, however it ends. The exit code is 0 only where `run`
 * says that all went well.
 *
 * @template {{ help: boolean }} T
 * @param {{ usage: string, readOptions: () => T, run: (options: T) => Promise<boolean> }} command
 */
async function runCommandLine({ usage, readOptions, run }) {
	const stopAll = () => BackgroundProcess.stopAll();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.once(signal, () => void stopAll().then(() => process.exit(1)));

	// Until proven otherwise.
	process.exitCode = 1;
	try {
		const options = readOptions();
		if (options.help) console.log(usage);
		if (options.help || (await run(options))) process.exitCode = 0;
	} catch (error) {
		console.error(`\n${error instanceof Error ? error.message : error}`);
	}
	await stopAll();
}

/**
 * Prints what was not kept.
 *
 * @param {readonly { promise: string, broken: readonly string[] }[]} judgements
 * @returns {boolean} whether all was
 */
function areKept(judgements) {
	const broken = judgements.flatMap(({ promise, broken }) => broken.map((what) => `${promise}: ✗ ${what}`));
	for (const line of broken) console.log(line);
	return broken.length === 0;
}

module.exports = { prepare, runCommandLine, areKept };
