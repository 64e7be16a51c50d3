'use strict';

/**
 * For knip, which finds what nobody uses. The step `unused` of `npm test` asks it twice: with tests as users, and
 * without (`--production`), so that the product has nothing that only tests need.
 *
 * @param {{ production: boolean }} options
 */
module.exports = ({ production }) => ({
	// What is started by its name; `!` marks what is there without tests.
	entry: [
		'nodes/**/*.node.ts!',
		'credentials/*.credentials.ts!',
		// Compiled into .build/, and started from there.
		'{emulator/cli,live/main,bench/{main,loading-process,run-contestant}}.ts!',
		// All that others may import of the emulator.
		'emulator/index.ts!',
		'scripts/*.mjs',
		// Programs of processes of their own; `node --require` brings the first into n8n's.
		'scripts/lib/{soak/probe,release/npm-stand-in,release/scan-child}.cjs',
		'gulpfile.js',
		'test/**/*.{test.ts,cjs}',
	],
	project: ['{nodes,credentials,lib,emulator,bench,live}/**!', '{scripts,test}/**'],
	// A test may ask a module for what is used inside that module alone.
	ignoreExportsUsedInFile: production,
	// Programs of the machine, not of npm.
	ignoreBinaries: ['openssl', 'mkfifo'],
});
