'use strict';

/**
 * What n8n calls as `npm` when it installs a community package: the public registry, in which this version is not yet,
 * is answered for by the tarball in PACKED_TARBALL. What needs no registry goes on to the real npm.
 */
const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { integrityOf } = require('./tarball.cjs');

const { PACKED_TARBALL = '', NPM_PATH } = process.env;
const [command, ...args] = process.argv.slice(2);

/** @type {Record<string, () => string>} */
const ANSWERS = {
	view: () => {
		const manifest = execFileSync('tar', ['-xzOf', PACKED_TARBALL, 'package/package.json'], {
			encoding: 'utf8',
		});
		return JSON.stringify(
			args.includes('dist.integrity') ? integrityOf(PACKED_TARBALL) : JSON.parse(manifest).version,
		);
	},
	pack: () => {
		fs.copyFileSync(PACKED_TARBALL, path.basename(PACKED_TARBALL));
		return path.basename(PACKED_TARBALL);
	},
	outdated: () => '{}',
};

const answer = ANSWERS[command ?? ''];
if (answer) console.log(answer());
else {
	// Offline: a package without dependencies has nothing to fetch, and one that has some must not be released.
	execFileSync('npm', [String(command), ...args, '--offline'], {
		stdio: 'inherit',
		env: { ...process.env, PATH: NPM_PATH },
	});
}
