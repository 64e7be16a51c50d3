/**
 * `npm test`: sets itself up from a bare clone and runs every check.
 * `node scripts/test.mjs unit` (or several of scripts/lib/test-steps.cjs) runs only those.
 */
import * as progress from './lib/progress.cjs';
import * as project from './lib/project.cjs';

await project.ensureDependencies();
// They use packages, which a bare clone does not have until here.
const { oneCheck, STEPS } = await import('./lib/test-steps.cjs');

async function runStep(name) {
	console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
	const startedAtMs = performance.now();
	const outcome = await STEPS[name]({ isCounted }).catch((error) => {
		console.error(error.message);
		return oneCheck(false);
	});
	return { name, ...outcome, time: progress.secondsSince(startedAtMs) };
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
	console.error(`There is no test step ${unknown.join(', ')}; there are ${Object.keys(STEPS).join(', ')}.`);
	process.exit(1);
}

const steps = chosen.length > 0 ? chosen : Object.keys(STEPS);
const isCounted = steps.includes('coverage');

const results = [];
for (const name of steps) results.push(await runStep(name));

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log('');
for (const { name, passed, failed, note, time } of results) {
	const counts = `${String(passed).padStart(5)} passed${failed > 0 ? `, ${failed} failed` : ''}`;
	const mark = failed > 0 ? '✗' : note === undefined ? '✓' : '–';
	console.log(`${mark} ${name.padEnd(12)}${(note ?? counts).padEnd(28)}${time.padStart(8)}`);
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
