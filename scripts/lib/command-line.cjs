'use strict';

/** What the commands have in common: how they read their options, and how they end. */
const { parseArgs } = require('node:util');
const { BackgroundProcess } = require('./background-process.cjs');

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a command to its end, and ends all that it has started, however it ends. The exit code is 0 only where `run`
 * says that all went well.
 *
 * @param {object} command
 * @param {string} command.usage what `--help` prints, and what follows an error in the options
 * @param {import('node:util').ParseArgsConfig['options']} command.options besides `--help`
 * @param {(options: any) => void} [command.check] throws where a value makes no sense
 * @param {(options: any) => Promise<boolean>} command.run
 */
async function runCommandLine({ usage, options, check, run }) {
	const stopAll = () => BackgroundProcess.stopAll();
	for (const signal of SIGNALS) process.once(signal, () => void stopAll().then(() => process.exit()));

	// Until proven otherwise.
	process.exitCode = 1;
	try {
		const values = readOptions(usage, options, check);
		if (values.help) console.log(usage);
		if (values.help || (await run(values))) process.exitCode = 0;
	} catch (error) {
		console.error(`\n${messageOf(error)}`);
	}
	await stopAll();
}

/**
 * @param {string} usage
 * @param {import('node:util').ParseArgsConfig['options']} options
 * @param {((options: any) => void) | undefined} check
 */
function readOptions(usage, options, check) {
	try {
		const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', default: false } } });
		check?.(values);
		return values;
	} catch (error) {
		throw new Error(`${messageOf(error)}\n\n${usage}`);
	}
}

/** @param {string} text */
function requireWholeNumber(text) {
	if (!/^[1-9]\d*$/.test(text)) throw new Error(`"${text}" is no whole number above 0.`);
}

/**
 * @param {string[]} chosen
 * @param {string[]} names that there are
 */
function requireNames(chosen, names) {
	const unknown = chosen.find((name) => !names.includes(name));
	if (unknown !== undefined) throw new Error(`There is no "${unknown}"; there are ${names.join(', ')}.`);
}

/**
 * The command as it was typed, for whoever wants to run it again.
 *
 * @param {string} script of package.json
 */
function typedCommand(script) {
	const args = process.argv.slice(2);
	return ['npm run', script, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
}

/** Keeps what was started, for the user to look at, until Ctrl+C, which `runCommandLine` answers by ending all of it. */
async function untilInterrupted() {
	await new Promise((resolve) => {
		for (const signal of SIGNALS) process.once(signal, resolve);
	});
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

module.exports = { runCommandLine, requireWholeNumber, requireNames, typedCommand, untilInterrupted };
