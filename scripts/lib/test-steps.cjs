'use strict';

/** The steps of `npm test`, in their order: quick ones first. */
const path = require('node:path');
const { findChromium, HOW_TO_GET_CHROMIUM } = require('./chromium.cjs');
const { toolEnvironment } = require('./environment.cjs');
const { succeeds } = require('./foreground.cjs');
const { buildCountedPackage } = require('./test-coverage/counted-package.cjs');
const { isEveryGapExplained } = require('./test-coverage/report.cjs');
const { audit } = require('./hygiene/audit.cjs');
const { isNothingCopied } = require('./hygiene/duplicates.cjs');
const { lint } = require('./hygiene/lint.cjs');
const { isEverythingUsed } = require('./hygiene/unused.cjs');
const { runJest } = require('./jest.cjs');
const { ensureN8n } = require('./n8n-install.cjs');
const { ensureNode24 } = require('./node24.cjs');
const { ROOT } = require('./paths.cjs');
const { ensureBuilt } = require('./project.cjs');
const { findPostgres, HOW_TO_GET_POSTGRES } = require('./queue-mode/postgres.cjs');
const { findRedis, HOW_TO_GET_REDIS } = require('./queue-mode/redis.cjs');
const { findTinyproxy, HOW_TO_GET_TINYPROXY } = require('./tinyproxy.cjs');

/** What a process holds is read as Linux tells it. */
const LINUX = process.platform === 'linux' ? process.platform : undefined;

const LEFT_OUT = { passed: 0, failed: 0, note: 'left out' };

/** @param {boolean} isPassed */
const oneCheck = (isPassed) => (isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** @param {string[]} args a program of Node, with its arguments */
const program = async (...args) => oneCheck(await succeeds(process.execPath, args, toolEnvironment()));

/** @param {string} name one of our commands */
const command = (name, /** @type {string[]} */ ...args) => program(path.join(ROOT, 'scripts', name), ...args);

/**
 * What became of a step: how many checks passed and failed, and what there is to say where nothing was checked.
 *
 * @typedef {{ passed: number, failed: number, note?: string }} Outcome
 * @type {Record<string, (run: { isCounted: boolean }) => Promise<Outcome>>} with counting, where `coverage` follows
 */
const STEPS = {
	lint: async () => oneCheck(await lint()),
	types: () => program(path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '--pretty'),
	unused: async () => oneCheck(await isEverythingUsed()),
	duplicates: async () => oneCheck(await isNothingCopied()),
	audit: async () => {
		const { outcome, lines } = await audit();
		console.log(lines.join('\n'));
		return outcome === 'not audited'
			? { passed: 0, failed: 0, note: outcome }
			: oneCheck(outcome === 'passed');
	},
	build: async () => {
		await ensureBuilt();
		return oneCheck(true);
	},
	unit: ({ isCounted }) => runJest('unit', [], { isCounted }),
	integration: ({ isCounted }) => runJest('integration', [], { isCounted }),
	model: () => runJest('model'),
	core: async ({ isCounted }) => {
		await ensureBuilt();
		if (isCounted) await buildCountedPackage();
		return await runJest('core', without(findTinyproxy(), 'proxy', HOW_TO_GET_TINYPROXY), { isCounted });
	},
	e2e: async () => {
		await ensureN8n(await ensureNode24());
		await ensureBuilt();
		return await runJest('e2e', ['--runInBand', ...without(findChromium(), 'browser', HOW_TO_GET_CHROMIUM)]);
	},
	// That the package could go out today; what holds only at the moment of a release is left to `npm run release:check`.
	release: () => command('release-check.mjs', '--rehearsal'),
	// Each file has an n8n of its own, and most of them wait most of the time.
	queue: async () => (hasQueueMode() ? await runJest('queue', ['--maxWorkers', '2']) : LEFT_OUT),
	// A minute of it; the figures of half an hour are in docs/scale.md.
	soak: async () =>
		isThere(LINUX, 'of a long run', 'They run on Linux only.') && hasQueueMode()
			? await command('soak.mjs', '--minutes', '1', '--seed', '3')
			: LEFT_OUT,
	// A small one; the figures of a large one are in docs/reliability.md.
	chaos: () => command('chaos.mjs', '--uploads', '12', '--seed', '3'),
	// What unit, integration and core have reached; they count only where this step follows.
	coverage: async () => oneCheck(isEveryGapExplained()),
};

/**
 * A person without a program can still run the tests that do without it; on CI nothing may be left out.
 *
 * @param {string | undefined} found
 * @param {string} tests
 * @param {string} howToGet
 */
function isThere(found, tests, howToGet) {
	if (found !== undefined) return true;
	if (process.env.CI) throw new Error(howToGet);
	console.log(`The tests ${tests} are left out. ${howToGet}`);
	return false;
}

const hasQueueMode = () =>
	isThere(findPostgres(), 'of queue mode', HOW_TO_GET_POSTGRES) &&
	isThere(findRedis(), 'of queue mode', HOW_TO_GET_REDIS);

/**
 * @param {string | undefined} found
 * @param {string} tests by a word in the names of their files
 * @param {string} howToGet
 */
function without(found, tests, howToGet) {
	return isThere(found, `named ${tests}`, howToGet) ? [] : ['--testPathIgnorePatterns', tests];
}

module.exports = { STEPS, oneCheck };
