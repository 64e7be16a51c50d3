'use strict';

/** What git says about the moment of a release. */
const { execFileSync } = require('node:child_process');

/**
 * @param {string} folder
 * @param {string[]} args
 */
const git = (folder, ...args) =>
	execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();

/**
 * npm's provenance names one commit: the package must be made of that one and of nothing else.
 *
 * @param {string} folder
 * @returns {string} the commit, shortened
 */
function checkCommit(folder) {
	const commit = git(folder, 'rev-parse', '--short', 'HEAD');
	const changes = git(folder, 'status', '--porcelain').split('\n').filter(Boolean);
	if (changes.length > 0) {
		throw new Error(`Not committed:\n${changes.join('\n')}\nCommit or remove these, then check again.`);
	}
	return `${commit}, nothing left to commit`;
}

/**
 * @param {string} folder
 * @param {string} version of package.json
 * @param {string | undefined} pushed the tag that asked for this release
 * @returns {string}
 */
function checkTag(folder, version, pushed) {
	const tag = `v${version}`;
	if (pushed !== undefined && pushed !== tag) {
		throw new Error(
			`The tag is ${pushed}, the version in package.json ${version}: tag the commit that says so.`,
		);
	}
	if (git(folder, 'tag', '--list', tag) === '') {
		if (pushed !== undefined) throw new Error(`There is no tag ${tag} in this clone: fetch it.`);
		return `${tag} is free`;
	}
	const [tagged, head] = git(folder, 'rev-parse', `${tag}^{commit}`, 'HEAD').split('\n');
	if (tagged === head) return `${tag} is on this commit`;
	throw new Error(
		`${tag} is on another commit (${tagged?.slice(0, 7)}): raise the version, npm takes each one once.`,
	);
}

module.exports = { checkCommit, checkTag };
