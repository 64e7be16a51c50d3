'use strict';

/** The tarball that goes to npm: what is in it, and how large it is. */
const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');

/**
 * @param {string} tarball
 * @param {string} folder gets its files
 */
function unpack(tarball, folder) {
	fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	// npm puts everything below `package/`.
	execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const files = fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.sort();
	return { folder, files, manifest: JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) };
}

/**
 * @param {string[]} files in the tarball
 * @param {string[]} expected
 * @returns {string}
 */
function checkContent(files, expected) {
	const extra = files.filter((file) => !expected.includes(file)).map((file) => `${file} is not expected`);
	const missing = expected.filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
	const problems = [...extra, ...missing];
	if (problems.length > 0) throw new Error(`The tarball is not what it should be:\n${problems.join('\n')}`);
	return `${files.length} files, each of them expected`;
}

/**
 * As npm shows it: the same value stands in the registry afterwards.
 *
 * @param {string} tarball
 */
function integrityOf(tarball) {
	return `sha512-${createHash('sha512').update(fs.readFileSync(tarball)).digest('base64')}`;
}

module.exports = { unpack, checkContent, integrityOf };
