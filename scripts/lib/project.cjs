'use strict';

/** This project itself: its dependencies, its build, its tarball. */
const fs = require('node:fs');
const path = require('node:path');
const { ROOT, CACHE } = require('./paths.cjs');
const { toolEnvironment } = require('./environment.cjs');
const { npm } = require('./npm.cjs');
const { step } = require('./progress.cjs');
const { runCommand } = require('./run-command.cjs');

/** What a build is made from; a change in any of these asks for a new one. */
const SOURCES = [
	'nodes',
	'credentials',
	'lib',
	'emulator',
	'bench',
	'live',
	'gulpfile.js',
	'scripts/lib/bundle.cjs',
];
const BUILD_STAMP = path.join(ROOT, '.build/.built');

/** @param {string} file */
const modifiedAtMs = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * @param {string} entry a file or a folder, relative to the project
 * @returns {number}
 */
function newestChange(entry) {
	const absolute = path.join(ROOT, entry);
	const stat = fs.statSync(absolute);
	if (!stat.isDirectory()) return stat.mtimeMs;
	const inside = fs.readdirSync(absolute).map((name) => newestChange(path.join(entry, name)));
	return Math.max(stat.mtimeMs, ...inside);
}

/**
 * `npm ci`, when the installed packages are missing or older than the lockfile.
 *
 * @param {string} folder with a package.json and its lockfile
 * @param {string} title what the reader is told, with size and time
 */
async function ensureInstalled(folder, title) {
	const installed = path.join(folder, 'node_modules/.package-lock.json');
	if (modifiedAtMs(installed) >= modifiedAtMs(path.join(folder, 'package-lock.json'))) return;
	await step(title, async (report) => {
		const name = `install-${path.basename(folder)}`;
		await npm(name, ['ci', '--ignore-scripts'], { cwd: folder, report });
		// npm keeps the dates of the lockfile it was given; ours says that it is newer than the sources.
		fs.utimesSync(installed, new Date(), new Date());
	});
}

async function ensureDependencies() {
	await ensureInstalled(ROOT, "Installing this project's dependencies (570 MB, half a minute)");
}

async function ensureLintTools() {
	await ensureInstalled(path.join(ROOT, 'tools'), "Installing n8n's linter (700 MB, half a minute)");
}

async function ensureMutationTools() {
	await ensureInstalled(
		path.join(ROOT, 'tools/mutation'),
		'Installing the mutation tester (66 MB, 10 seconds)',
	);
}

async function ensureScanTools() {
	await ensureInstalled(
		path.join(ROOT, 'tools/scan'),
		"Installing n8n's scan of community packages (221 MB, 10 seconds)",
	);
}

/** `gulp build`, when a source is newer than the last build. */
async function ensureBuilt() {
	if (modifiedAtMs(BUILD_STAMP) > Math.max(...SOURCES.map(newestChange))) return;
	await buildProject();
}

/** `gulp build`, which begins by removing what an earlier one has left. */
async function buildProject() {
	const startedAt = new Date();
	await step('Building the node', async () => {
		await runCommand(process.execPath, [path.join(ROOT, 'node_modules/gulp/bin/gulp.js'), 'build'], {
			logFile: path.join(CACHE, 'logs/build.log'),
			env: toolEnvironment(),
		});
		fs.writeFileSync(BUILD_STAMP, '');
		// A source saved while the build ran is newer than what was built.
		fs.utimesSync(BUILD_STAMP, startedAt, startedAt);
	});
}

/**
 * `npm pack`: what a user of n8n would install from the registry.
 *
 * @param {string} [folder] emptied first
 * @returns {Promise<string>} the path of the tarball
 */
async function packProject(folder = path.join(CACHE, 'package')) {
	fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	await npm('pack', ['pack', '--ignore-scripts', '--pack-destination', folder]);
	const [tarball] = fs.readdirSync(folder);
	if (tarball === undefined) throw new Error(`npm pack left nothing in ${folder}`);
	return path.join(folder, tarball);
}

module.exports = {
	ensureDependencies,
	ensureLintTools,
	ensureMutationTools,
	ensureScanTools,
	ensureBuilt,
	buildProject,
	packProject,
};
