/**
 * `npm run release:check`: everything that a release needs, but publishing. The tarball that was checked, and the text
 * of the release, are left in `.cache/release/`. Needs no internet but the registry.
 *
 * `-- --with-tests`    `npm test` first, as before every release that a person makes
 * `-- --rehearsal`     all but what holds only at the moment of a release (commit, tag, nothing unreleased): for `npm test`
 * `-- --tag v1.2.3 --repository owner/name`    where a pushed tag asks for the release: both must be the package's own
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as backgroundProcess from './lib/background-process.cjs';
import * as changelog from './lib/release/changelog.cjs';
import * as cleanN8n from './lib/release/clean-n8n.cjs';
import * as environment from './lib/environment.cjs';
import * as foreground from './lib/foreground.cjs';
import * as inCleanN8n from './lib/release/in-clean-n8n.cjs';
import * as manifests from './lib/release/manifest.cjs';
import * as paths from './lib/paths.cjs';
import * as project from './lib/project.cjs';
import * as repository from './lib/release/repository.cjs';
import * as runCommand from './lib/run-command.cjs';
import * as runner from './lib/release/run-checks.cjs';
import * as scans from './lib/release/scan.cjs';
import * as tarballs from './lib/release/tarball.cjs';

const FOLDER = path.join(paths.CACHE, 'release');
const LOGS = path.join(FOLDER, 'logs');
const NOTES = path.join(FOLDER, 'notes.md');

const readJson = (file) => JSON.parse(fs.readFileSync(path.join(paths.ROOT, file), 'utf8'));
const { name, version } = readJson('package.json');

const { values: options } = parseArgs({
	options: {
		'with-tests': { type: 'boolean' },
		rehearsal: { type: 'boolean' },
		tag: { type: 'string' },
		repository: { type: 'string' },
	},
});

/** Filled by the checks that come first, for those that need them. */
let tarball, unpacked, n8n;

const atTheMoment = [
	{ name: 'commit', run: () => repository.checkCommit(paths.ROOT) },
	{ name: 'tag', run: () => repository.checkTag(paths.ROOT, version, options.tag) },
	{
		name: 'nothing unreleased',
		run: () => {
			changelog.checkNothingUnreleased(readChangelog());
			return 'CHANGELOG.md keeps nothing back';
		},
	},
];

const atAnyTime = [
	{
		name: 'changelog',
		run: () => {
			const { date, text } = changelog.releaseSection(readChangelog(), version);
			fs.writeFileSync(NOTES, `${text}\n`);
			return `${version} of ${date}, ${text.split('\n').length} lines`;
		},
	},
	{
		name: 'types',
		run: async () => {
			const tsc = path.join(paths.ROOT, 'node_modules/typescript/bin/tsc');
			await runCommand.runCommand(process.execPath, [tsc, '--noEmit'], {
				logFile: path.join(LOGS, 'types.log'),
				env: environment.toolEnvironment(),
			});
			return 'tsc has nothing to say';
		},
	},
	{
		name: 'build',
		run: async () => {
			await project.buildProject();
			return 'from scratch';
		},
	},
	{
		name: 'tarball',
		needs: ['build'],
		run: async () => {
			tarball = await project.packProject(path.join(FOLDER, 'tarball'));
			unpacked = tarballs.unpack(tarball, path.join(FOLDER, 'package'));
			tarballs.checkContent(unpacked.files, readJson('scripts/lib/release/packed-files.json'));
			const kilobytes = Math.round(fs.statSync(tarball).size / 1000);
			return `${unpacked.files.length} files, ${kilobytes} kB\n${tarballs.integrityOf(tarball)}`;
		},
	},
	{
		name: 'manifest',
		needs: ['tarball'],
		run: () => {
			const problems = manifests.problemsOfManifest(unpacked.manifest, {
				files: unpacked.files,
				repository: options.repository,
			});
			if (problems.length > 0)
				throw new Error(`package.json is not fit for npm and n8n:\n${problems.join('\n')}`);
			return `${name}, no dependencies, all paths of "n8n" are there`;
		},
	},
	{
		name: "n8n's scan",
		needs: ['tarball'],
		run: async () => {
			const scanned = await scans.runScan(unpacked.folder, FOLDER);
			return scans.judgeScan(scanned, readJson('scripts/lib/release/known-findings.json'));
		},
	},
	{
		name: 'clean n8n',
		needs: ['tarball'],
		run: async () => {
			n8n = await cleanN8n.startCleanN8n({ tarball, logFile: path.join(LOGS, 'n8n.log') });
			return `${paths.N8N_VERSION}, new user folder and database`;
		},
	},
	{ name: 'install', needs: ['clean n8n'], run: () => inCleanN8n.install(n8n, name, version) },
	{ name: 'loaded', needs: ['install'], run: () => inCleanN8n.checkLoaded(n8n) },
	{
		name: 'upload',
		needs: ['loaded'],
		run: () => inCleanN8n.checkUpload(n8n, path.join(LOGS, 'emulator.log')),
	},
	{ name: 'uninstall', needs: ['install'], run: () => inCleanN8n.uninstall(n8n, name) },
];

const readChangelog = () => fs.readFileSync(path.join(paths.ROOT, 'CHANGELOG.md'), 'utf8');

async function testsPass() {
	const test = path.join(paths.ROOT, 'scripts/test.mjs');
	return await foreground.succeeds(process.execPath, [test], environment.toolEnvironment());
}

// Until proven otherwise.
process.exitCode = 1;
try {
	if (options['with-tests'] && !(await testsPass())) throw new Error('The tests have failed.');
	await project.ensureDependencies();
	fs.mkdirSync(LOGS, { recursive: true });
	const results = await runner.runChecks([...(options.rehearsal ? [] : atTheMoment), ...atAnyTime]);
	console.log(`\n${runner.asTable(results)}\n`);
	if (results.every(({ outcome }) => outcome === 'passed')) {
		console.log(`${path.relative(process.cwd(), tarball)} can go out.\n`);
		process.exitCode = 0;
	} else console.log('This cannot go out.\n');
} catch (error) {
	console.error(`\n${error.message}`);
}
await backgroundProcess.BackgroundProcess.stopAll();
