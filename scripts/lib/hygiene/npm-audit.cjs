'use strict';

/** Asks the registry for known weaknesses, by `npm audit`. */
const fs = require('node:fs');
const path = require('node:path');
const { execFile } = require('node:child_process');
const { CACHE, ROOT } = require('../paths.cjs');
const { toolEnvironment } = require('../environment.cjs');

/** It is one question about a thousand packages, answered in seconds. */
const TIMEOUT_MS = 60_000;

/** npm prints the way to every finding, some KiB each. */
const ANSWER_MAX_BYTES = 64 * 1024 * 1024;

/**
 * @typedef {'info' | 'low' | 'moderate' | 'high' | 'critical'} Severity
 * @typedef {{ title: string, url: string, severity: Severity }} Advisory
 * @typedef {object} AuditReport
 * @property {Record<string, { name: string, severity: Severity, via: Array<Advisory | string> }>} vulnerabilities
 */

/**
 * @param {string} folder with a lockfile
 * @param {string} [registry] instead of the one that npm is set to
 * @returns {Promise<AuditReport>} rejects where the registry does not tell
 */
async function npmAudit(folder, registry) {
	const args = ['audit', '--json', '--package-lock-only', '--fetch-retries=1'];
	if (registry !== undefined) args.push(`--registry=${registry}`);
	const output = await new Promise((resolve) => {
		const options = { cwd: folder, env: toolEnvironment(), timeout: TIMEOUT_MS, maxBuffer: ANSWER_MAX_BYTES };
		// npm ends with 1 where it has found something, and where it could not ask.
		execFile('npm', args, options, (_error, stdout) => resolve(stdout));
	});
	const answer = parse(output);
	if (answer?.auditReportVersion === 2) return answer;
	throw new Error(
		answer?.statusCode ? `the registry answers ${answer.statusCode}` : 'the registry gives no report',
	);
}

/** @param {string} text */
function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * A folder that has one package of ours and nothing else: another version of it may come with a tool, and npm has one
 * answer for both.
 *
 * @param {string} name of a package without dependencies
 */
function alone(name) {
	const { packages } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
	const key = `node_modules/${name}`;
	const { version, integrity } = packages[key];
	const manifest = { private: true, dependencies: { [name]: version } };
	const lockfile = { lockfileVersion: 3, packages: { '': manifest, [key]: { version, integrity } } };
	const folder = path.join(CACHE, 'audit', name);
	fs.mkdirSync(folder, { recursive: true });
	fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lockfile));
	return folder;
}

module.exports = { npmAudit, alone };
