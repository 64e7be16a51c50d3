/**
 * `npm run release:check`: everything that a release needs, but publishing. The tarball that was checked, and the text
 * of the release, are left in `.cache/release/` (after a rehearsal in `.cache/rehearsal/`). Needs no internet but the registry.
 */
import path from 'node:path';
import * as checks from './lib/release/checks.cjs';
import * as commandLine from './lib/command-line.cjs';
import * as environment from './lib/environment.cjs';
import * as foreground from './lib/foreground.cjs';
import * as paths from './lib/paths.cjs';
import * as project from './lib/project.cjs';
import * as runChecks from './lib/release/run-checks.cjs';

const USAGE = `Usage: npm run release:check -- [options]

  --with-tests         npm test first
  --rehearsal          leave out what holds only at the moment of a release: commit, tag, nothing unreleased
  --tag NAME           the tag that was pushed: it must be that of the version
  --repository O/NAME  where the release is made: it must be that of the package, and nothing may be a placeholder
  --help               print this
`;

async function testsPass() {
	const test = path.join(paths.ROOT, 'scripts/test.mjs');
	return await foreground.succeeds(process.execPath, [test], environment.toolEnvironment());
}

/** Whether it can go out. */
async function main({ 'with-tests': withTests, ...options }) {
	if (withTests && !(await testsPass())) return false;
	await project.ensureDependencies();
	const results = await runChecks.runChecks(checks.releaseChecks(options));
	const isFit = results.every(({ outcome }) => outcome === 'passed');
	console.log(`\n${runChecks.asTable(results)}\n\n${isFit ? 'This can go out.' : 'This cannot go out.'}\n`);
	return isFit;
}

await commandLine.runCommandLine({
	usage: USAGE,
	options: {
		'with-tests': { type: 'boolean', default: false },
		rehearsal: { type: 'boolean', default: false },
		tag: { type: 'string' },
		repository: { type: 'string' },
	},
	run: main,
});
