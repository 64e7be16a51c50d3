'use strict';

/** All that must hold before the package goes out, in the order in which it is cheapest to find out. */
const fs = require('node:fs');
const path = require('node:path');
const { toolEnvironment } = require('../environment.cjs');
const { CACHE, N8N_VERSION, ROOT } = require('../paths.cjs');
const { buildProject, packProject } = require('../project.cjs');
const { runCommand } = require('../run-command.cjs');
const { checkNothingUnreleased, releaseSection } = require('./changelog.cjs');
const { startCleanN8n } = require('./clean-n8n.cjs');
const { checkLoaded, checkUpload, install, uninstall } = require('./in-clean-n8n.cjs');
const { checkManifest } = require('./manifest.cjs');
const { checkCommit, checkTag } = require('./repository.cjs');
const { judgeScan, runScan } = require('./scan.cjs');
const { checkContent, integrityOf, unpack } = require('./tarball.cjs');

/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/**
 * What holds only at the moment of a release.
 *
 * @param {string} version
 * @param {string | undefined} pushedTag
 * @returns {import('./run-checks.cjs').Check[]}
 */
function momentChecks(version, pushedTag) {
	return [
		{ name: 'commit', run: () => checkCommit(ROOT) },
		{ name: 'tag', run: () => checkTag(ROOT, version, pushedTag) },
		{ name: 'nothing unreleased', run: () => checkNothingUnreleased(read('CHANGELOG.md')) },
	];
}

/**
 * What always holds.
 *
 * @param {string} name of the package
 * @param {string} version
 * @param {string | undefined} repository `owner/name`, where the release is made
 * @param {string} folder gets the tarball, the text of the release, and logs
 * @returns {import('./run-checks.cjs').Check[]}
 */
function packageChecks(name, version, repository, folder) {
	const logs = path.join(folder, 'logs');
	// Each is set by the check of its name, which those that use it need.
	let tarball = '';
	/** @type {ReturnType<typeof unpack>} */
	let unpacked;
	/** @type {import('./clean-n8n.cjs').CleanN8n} */
	let n8n;
	return [
		{
			name: 'changelog',
			run: () => {
				const { date, text } = releaseSection(read('CHANGELOG.md'), version);
				fs.mkdirSync(folder, { recursive: true });
				fs.writeFileSync(path.join(folder, 'notes.md'), `${text}\n`);
				return `${version} of ${date}, ${text.split('\n').length} lines`;
			},
		},
		{
			name: 'types',
			run: async () => {
				await runCommand(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit'], {
					logFile: path.join(logs, 'types.log'),
					env: toolEnvironment(),
				});
				return 'tsc has nothing to say';
			},
		},
		{
			name: 'build',
			run: async () => {
				await buildProject();
				return 'from scratch';
			},
		},
		{
			name: 'tarball',
			needs: ['build'],
			run: async () => {
				tarball = await packProject(path.join(folder, 'tarball'));
				unpacked = unpack(tarball, path.join(folder, 'package'));
				const kilobytes = Math.round(fs.statSync(tarball).size / 1000);
				return `${path.relative(ROOT, tarball)}, ${kilobytes} kB\n${integrityOf(tarball)}`;
			},
		},
		{
			name: 'content',
			needs: ['tarball'],
			run: () => checkContent(unpacked.files, JSON.parse(read('scripts/lib/release/packed-files.json'))),
		},
		{
			name: 'manifest',
			needs: ['tarball'],
			run: () => checkManifest(unpacked.manifest, { files: unpacked.files, repository }),
		},
		{
			name: "n8n's scan",
			needs: ['tarball'],
			run: async () => {
				const scanned = await runScan(unpacked.folder, path.join(folder, 'temporary'));
				return judgeScan(scanned, JSON.parse(read('scripts/lib/release/known-findings.json')));
			},
		},
		{
			name: 'clean n8n',
			needs: ['tarball'],
			run: async () => {
				n8n = await startCleanN8n({ tarball, logFile: path.join(logs, 'n8n.log') });
				return `${N8N_VERSION}, new user folder and database`;
			},
		},
		{ name: 'install', needs: ['clean n8n'], run: () => install(n8n, name, version) },
		{ name: 'loaded', needs: ['install'], run: () => checkLoaded(n8n) },
		{ name: 'upload', needs: ['loaded'], run: () => checkUpload(n8n, path.join(logs, 'emulator.log')) },
		{ name: 'uninstall', needs: ['install'], run: () => uninstall(n8n, name) },
	];
}

/**
 * @param {object} options
 * @param {boolean} options.rehearsal leaves out what holds only at the moment of a release
 * @param {string} [options.tag] that was pushed
 * @param {string} [options.repository] `owner/name`, where the release is made
 */
function releaseChecks({ rehearsal, tag, repository }) {
	const { name, version } = JSON.parse(read('package.json'));
	// Apart, so that a rehearsal in `npm test` does not replace the tarball that is to be published.
	const folder = path.join(CACHE, rehearsal ? 'rehearsal' : 'release');
	const always = packageChecks(name, version, repository, folder);
	return rehearsal ? always : [...momentChecks(version, tag), ...always];
}

module.exports = { releaseChecks };
