'use strict';

/** n8n's own scan, and what it finds that is known and explained (docs/verification.md). */
const fs = require('node:fs');
const path = require('node:path');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { toolEnvironment } = require('../environment.cjs');
const { ensureNode24 } = require('../node24.cjs');
const { ROOT } = require('../paths.cjs');
const { ensureScanTools } = require('../project.cjs');

/** @typedef {{ leg: string, file: string, line: number, rule: string, subject: string }} Finding */
/** @typedef {{ leg: string, file: string, rule: string, subjects: string[], why: string }} Known */

/** Linting takes 10 s; this much only where it hangs. */
const SCAN_TIMEOUT_MS = 300_000;
/** Enough for thousands of findings. */
const OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * @param {string} unpacked the folder with the files of the tarball
 * @param {string} temporary emptied first; the scan leaves a folder behind in it
 * @returns {Promise<{ files: number[], findings: Finding[] }>}
 */
async function runScan(unpacked, temporary) {
	await ensureScanTools();
	fs.rmSync(temporary, { recursive: true, force: true });
	fs.mkdirSync(temporary, { recursive: true });
	const node = await ensureNode24();
	const args = [path.join(__dirname, 'scan-child.cjs'), ROOT, unpacked];
	const { stdout } = await promisify(execFile)(node, args, {
		env: { ...toolEnvironment(), TMPDIR: temporary },
		timeout: SCAN_TIMEOUT_MS,
		maxBuffer: OUTPUT_BYTES,
	});
	return JSON.parse(stdout);
}

/**
 * @param {Finding[]} findings
 * @param {Known[]} known
 * @returns {{ unexplained: string[], vanished: string[] }} what nobody has explained, and explanations of nothing
 */
function compareFindings(findings, known) {
	const places = known.flatMap(({ leg, file, rule, subjects }) =>
		subjects.map((subject) => ({ leg, file, rule, subject })),
	);
	/** @param {{ leg: string, file: string, rule: string, subject: string }} place */
	const keyOf = ({ leg, file, rule, subject }) => [leg, file, rule, subject].join(' ');
	const isKnown = new Set(places.map(keyOf));
	const isFound = new Set(findings.map(keyOf));
	return {
		unexplained: findings
			.filter((finding) => !isKnown.has(keyOf(finding)))
			.map(({ leg, file, line, rule, subject }) => `${leg}: ${file}:${line} ${subject} (${rule})`),
		vanished: places.map(keyOf).filter((key) => !isFound.has(key)),
	};
}

/**
 * @param {{ files: number[], findings: Finding[] }} scanned
 * @param {Known[]} known
 * @returns {string}
 */
function judgeScan({ files, findings }, known) {
	if (files.some((count) => count === 0)) throw new Error(`The scan found no files to look at: ${files}`);
	const { unexplained, vanished } = compareFindings(findings, known);
	if (unexplained.length > 0) {
		throw new Error(
			`n8n's scan finds what docs/verification.md does not explain:\n${unexplained.join('\n')}\n` +
				'Do without it, or explain it there and in scripts/lib/release/known-findings.json.',
		);
	}
	const told = vanished.map((key) => `no longer found, take it off known-findings.json: ${key}`);
	return [`${files.join(' + ')} files, ${findings.length} findings, all of them explained`, ...told].join(
		'\n',
	);
}

module.exports = { runScan, judgeScan };
