'use strict';

/** The package.json that lies in the tarball: what npm shows of it, and what n8n needs to load it. */

const KEYWORD = 'n8n-community-node-package';
/** Names that no mail and no page will ever be found under (RFC 2606). */
const PLACEHOLDER = /\.example$/;
/** A pre-release would need a tag of npm's of its own, or everybody would get it. */
const RELEASE = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/**
 * @typedef {object} Wanted
 * @property {string[]} files of the tarball
 * @property {string | undefined} repository `owner/name`, where the release is made
 */

/**
 * @param {any} manifest
 * @param {Wanted} wanted
 * @returns {string[]} what is wrong with it
 */
function problemsOfManifest(manifest, { files, repository }) {
	const { n8n = {}, author = {}, keywords = [], peerDependencies = {} } = manifest;
	const parts = [...(n8n.nodes ?? []), ...(n8n.credentials ?? [])];
	const withDependencies = ['dependencies', 'optionalDependencies', 'bundleDependencies'].filter(
		(kind) => Object.keys(manifest[kind] ?? {}).length > 0,
	);
	const address = `git+https://github.com/${repository}.git`;
	/** @type {[isRight: boolean, problem: string][]} */
	const judged = [
		[/^n8n-nodes-/.test(manifest.name), 'n8n finds packages by their name: n8n-nodes-…'],
		[RELEASE.test(manifest.version), `version ${manifest.version} is not of the form 1.2.3`],
		[parts.length > 0, 'n8n.nodes and n8n.credentials name nothing to load'],
		...parts.map(
			(file) => /** @type {[boolean, string]} */ ([files.includes(file), `${file} is not in the tarball`]),
		),
		[n8n.n8nNodesApiVersion === 1, 'n8n.n8nNodesApiVersion must be 1'],
		[withDependencies.length === 0, `${withDependencies.join(', ')}: n8n takes no run-time dependencies`],
		[
			JSON.stringify(peerDependencies) === '{"n8n-workflow":"*"}',
			'peerDependencies must be n8n-workflow, in any version: n8n brings its own',
		],
		[typeof manifest.engines?.node === 'string', 'engines.node does not say which Node it needs'],
		[manifest.license === 'MIT' && files.includes('LICENSE'), 'n8n asks for the MIT licence, and its text'],
		[keywords.includes(KEYWORD), `without the keyword ${KEYWORD} n8n does not list it`],
		[
			Boolean(manifest.description && manifest.homepage && author.name),
			'description, homepage and author.name must be filled in',
		],
		[
			repository === undefined
				? /^git\+https:\/\/github\.com\/.+\.git$/.test(manifest.repository?.url)
				: manifest.repository?.url === address,
			`repository.url must be ${repository === undefined ? 'on GitHub' : address}: npm compares it with the provenance`,
		],
		[
			repository === undefined || !PLACEHOLDER.test(author.email ?? ''),
			`author.email ${author.email} is a placeholder: put in one that somebody reads`,
		],
	];
	return judged.filter(([isRight]) => !isRight).map(([, problem]) => problem);
}

/**
 * @param {any} manifest
 * @param {Wanted} wanted
 * @returns {string}
 */
function checkManifest(manifest, wanted) {
	const problems = problemsOfManifest(manifest, wanted);
	if (problems.length > 0)
		throw new Error(`package.json is not fit for npm and n8n:\n${problems.join('\n')}`);
	return `${manifest.name} ${manifest.version}, no dependencies, all paths of "n8n" are there`;
}

module.exports = { checkManifest };
