'use strict';

/** The proxy for the tests that go through one: the system's own, since the npm registry has none that people use. */
const fs = require('node:fs');
const path = require('node:path');

/** Debian puts it where ordinary users have no PATH to, on some releases. */
const FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

const HOW_TO_GET_TINYPROXY =
	'tinyproxy is missing: `apt-get install tinyproxy-bin` on Debian, or set TINYPROXY=/path/to/it';

/**
 * @returns {string | undefined} the path of a tinyproxy
 */
function findTinyproxy() {
	const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...FOLDERS];
	const candidates = [process.env.TINYPROXY, ...folders.map((folder) => path.join(folder, 'tinyproxy'))];
	return candidates.find((file) => file !== undefined && fs.existsSync(file));
}

module.exports = { findTinyproxy, HOW_TO_GET_TINYPROXY };
