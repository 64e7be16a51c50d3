/**
 * `npm test`: sets itself up from a bare clone and runs every check.
 * `node scripts/test.mjs unit` (or several of: lint types build unit integration model core e2e release queue soak chaos) runs only those.
 */
import path from 'node:path';
import chromium from './lib/chromium.cjs';
import environment from './lib/environment.cjs';
import foreground from './lib/foreground.cjs';
import jest from './lib/jest.cjs';
import n8nInstall from './lib/n8n-install.cjs';
import node24 from './lib/node24.cjs';
import paths from './lib/paths.cjs';
import postgres from './lib/queue-mode/postgres.cjs';
import progress from './lib/progress.cjs';
import project from './lib/project.cjs';
import redis from './lib/queue-mode/redis.cjs';
import tinyproxy from './lib/tinyproxy.cjs';
import { lint } from './lint.mjs';

/** What a process holds is read as Linux tells it. */
const LINUX = process.platform === 'linux' ? process.platform : undefined;

const oneCheck = (isPassed) => (isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

const STEPS = {
	lint: async () => oneCheck(await lint()),
	types: async () => {
		const tsc = path.join(paths.ROOT, 'node_modules/typescript/bin/tsc');
		const args = [tsc, '--noEmit', '--pretty'];
		return oneCheck(await foreground.succeeds(process.execPath, args, environment.toolEnvironment()));
	},
	build: async () => {
		await project.ensureBuilt();
		return oneCheck(true);
	},
	unit: () => jest.runJest('unit'),
	integration: () => jest.runJest('integration'),
	model: () => jest.runJest('model'),
	core: async () => {
		await project.ensureBuilt();
		return await jest.runJest(
			'core',
			without(tinyproxy.findTinyproxy(), 'proxy', tinyproxy.HOW_TO_GET_TINYPROXY),
		);
	},
	e2e: async () => {
		await n8nInstall.ensureN8n(await node24.ensureNode24());
		await project.ensureBuilt();
		return await jest.runJest('e2e', [
			'--runInBand',
			...without(chromium.findChromium(), 'browser', chromium.HOW_TO_GET_CHROMIUM),
		]);
	},
	// That the package could go out today; what holds only at the moment of a release is left to `npm run release:check`.
	release: async () => {
		const args = [path.join(paths.ROOT, 'scripts/release-check.mjs'), '--rehearsal'];
		return oneCheck(await foreground.succeeds(process.execPath, args, environment.toolEnvironment()));
	},
	// Each file has an n8n of its own, and most of them wait most of the time.
	queue: async () =>
		hasQueueMode() ? await jest.runJest('queue', ['--maxWorkers', '2']) : { passed: 0, failed: 0 },
	// A minute of it; the figures of half an hour are in docs/scale.md.
	soak: async () => {
		if (!isThere(LINUX, 'of a long run', 'They run on Linux only.') || !hasQueueMode()) {
			return { passed: 0, failed: 0 };
		}
		const args = [path.join(paths.ROOT, 'scripts/soak.mjs'), '--minutes', '1', '--seed', '3'];
		return oneCheck(await foreground.succeeds(process.execPath, args, environment.toolEnvironment()));
	},
	// A small one; the figures of a large one are in docs/reliability.md.
	chaos: async () => {
		const args = [path.join(paths.ROOT, 'scripts/chaos.mjs'), '--uploads', '12', '--seed', '3'];
		return oneCheck(await foreground.succeeds(process.execPath, args, environment.toolEnvironment()));
	},
};

/** A person without a program can still run the tests that do without it; on CI nothing may be left out. */
function isThere(program, tests, howToGet) {
	if (program !== undefined) return true;
	if (process.env.CI) throw new Error(howToGet);
	console.log(`The tests ${tests} are left out. ${howToGet}`);
	return false;
}

const hasQueueMode = () =>
	isThere(postgres.findPostgres(), 'of queue mode', postgres.HOW_TO_GET_POSTGRES) &&
	isThere(redis.findRedis(), 'of queue mode', redis.HOW_TO_GET_REDIS);

function without(program, tests, howToGet) {
	return isThere(program, `named ${tests}`, howToGet) ? [] : ['--testPathIgnorePatterns', tests];
}

async function runStep(name) {
	console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
	const startedAtMs = performance.now();
	const counts = await STEPS[name]().catch((error) => {
		console.error(error.message);
		return oneCheck(false);
	});
	return { name, ...counts, time: progress.secondsSince(startedAtMs) };
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
	console.error(`There is no test step ${unknown.join(', ')}; there are ${Object.keys(STEPS).join(', ')}.`);
	process.exit(1);
}

await project.ensureDependencies();
const results = [];
for (const name of chosen.length > 0 ? chosen : Object.keys(STEPS)) results.push(await runStep(name));

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log('');
for (const { name, passed, failed, time } of results) {
	const counts = `${String(passed).padStart(5)} passed${failed > 0 ? `, ${failed} failed` : ''}`;
	console.log(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(12)}${counts.padEnd(28)}${time.padStart(8)}`);
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
