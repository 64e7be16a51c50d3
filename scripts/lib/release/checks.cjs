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

const FOLDER = path.join(CACHE, 'release');
const LOGS = path.join(FOLDER, 'logs');

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
 * @returns {import('./run-checks.cjs').Check[]}
 */
function packageChecks(name, version, repository) {
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
				fs.mkdirSync(FOLDER, { recursive: true });
				fs.writeFileSync(path.join(FOLDER, 'notes.md'), `${text}\n`);
				return `${version} of ${date}, ${text.split('\n').length} lines`;
			},
		},
		{
			name: 'types',
			run: async () => {
				await runCommand(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit'], {
					logFile: path.join(LOGS, 'types.log'),
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
				tarball = await packProject(path.join(FOLDER, 'tarball'));
				unpacked = unpack(tarball, path.join(FOLDER, 'package'));
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
				const scanned = await runScan(unpacked.folder, path.join(FOLDER, 'temporary'));
				return judgeScan(scanned, JSON.parse(read('scripts/lib/release/known-findings.json')));
			},
		},
		{
			name: 'clean n8n',
			needs: ['tarball'],
			run: async () => {
				n8n = await startCleanN8n({ tarball, logFile: path.join(LOGS, 'n8n.log') });
				return `${N8N_VERSION}, new user folder and database`;
			},
		},
		{ name: 'install', needs: ['clean n8n'], run: () => install(n8n, name, version) },
		{ name: 'loaded', needs: ['install'], run: () => checkLoaded(n8n) },
		{ name: 'upload', needs: ['loaded'], run: () => checkUpload(n8n, path.join(LOGS, 'emulator.log')) },
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
	return [...(rehearsal ? [] : momentChecks(version, tag)), ...packageChecks(name, version, repository)];
}

module.exports = { releaseChecks };
