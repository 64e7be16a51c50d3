'use strict';

/**
 * The build. `gulp build` leaves in dist/ exactly what n8n loads: one bundle per node and credential
 * (our lib/ and undici inside, n8n-workflow outside), the icons and the codex file.
 * The compiled modules, emulator included, stay in .build/ for the demo and the benchmarks.
 */
const fs = require('node:fs/promises');
const path = require('node:path');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');
const esbuild = require('esbuild');

const run = promisify(execFile);
const OUT = 'dist';
const COMPILED = '.build';
const { n8n } = require('./package.json');

async function clean() {
	await Promise.all([OUT, COMPILED].map((dir) => fs.rm(dir, { recursive: true, force: true })));
}

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	await run(process.execPath, [tsc, '--project', 'tsconfig.build.json']).catch((error) => {
		throw new Error(error.stdout || error.message);
	});
}

async function bundle() {
	const entryPoints = [...n8n.nodes, ...n8n.credentials].map((file) =>
		path.join(COMPILED, path.relative(OUT, file)),
	);
	await esbuild.build({
		entryPoints,
		outbase: COMPILED,
		outdir: OUT,
		bundle: true,
		platform: 'node',
		// The oldest Node that an n8n with this node's API runs on.
		target: 'node20.19',
		format: 'cjs',
		// The host's own copy: a second one would break `instanceof NodeOperationError`.
		external: ['n8n-workflow'],
		minifySyntax: true,
		minifyWhitespace: true,
		keepNames: true,
		legalComments: 'inline',
		logLevel: 'warning',
	});
}

function icons() {
	return src('{nodes,credentials}/**/*.svg', { encoding: false }).pipe(dest(OUT));
}

function codex() {
	return src('nodes/**/*.node.json').pipe(dest(`${OUT}/nodes`));
}

exports.clean = clean;
exports.build = series(clean, compile, parallel(bundle, icons, codex));
exports.default = exports.build;
