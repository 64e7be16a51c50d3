'use strict';

/**
 * n8n's scan of community packages, as far as it works without internet: its rules, on the two sets of files that it
 * looks at. The rest of it asks npm for the provenance and GitHub for the source, which exist only after a release.
 *
 * Arguments: the folder of the sources, the folder of the unpacked tarball. Prints the findings as JSON.
 */
const path = require('node:path');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const { ROOT } = require('../paths.cjs');

const SCAN = path.join(ROOT, 'tools/scan/node_modules/@n8n/scan-community-package/scanner/scanner.mjs');

/** What the scan looks at in a tarball. */
const PACKAGE_FILE_PATTERNS = ['**/*.js', 'package.json'];
/** Rules name what they mean in quotes. */
const SUBJECT = /'([^']+)'/;

/**
 * @param {import('eslint').ESLint.Options['overrideConfig']} rules
 * @param {string} leg
 * @param {string} folder
 * @param {string[]} patterns
 */
async function scanFolder(rules, leg, folder, patterns) {
	/** @type {typeof import('eslint')} */
	const { ESLint } = createRequire(SCAN)('eslint');
	const eslint = new ESLint({
		cwd: folder,
		// A reviewer's scan does not believe comments that switch rules off.
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: rules ?? null,
	});
	const results = await eslint.lintFiles(patterns);
	const findings = results.flatMap(({ filePath, messages }) =>
		messages.map(({ ruleId, message, line }) => ({
			leg,
			file: path.relative(folder, filePath),
			line,
			rule: ruleId ?? 'cannot be read',
			subject: SUBJECT.exec(message)?.[1] ?? message,
		})),
	);
	return { files: results.length, findings };
}

/**
 * @param {string} sources
 * @param {string} unpacked
 */
async function scan(sources, unpacked) {
	const { buildScanConfig, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(SCAN).href);
	const rules = await buildScanConfig();
	const source = await scanFolder(rules, 'source', sources, SOURCE_FILE_PATTERNS);
	const packed = await scanFolder(rules, 'package', unpacked, PACKAGE_FILE_PATTERNS);
	return { files: [source.files, packed.files], findings: [...source.findings, ...packed.findings] };
}

const [sources = '', unpacked = ''] = process.argv.slice(2);
void scan(sources, unpacked).then((scanned) => console.log(JSON.stringify(scanned)));
