'use strict';

/**
 * The build. `gulp build` leaves in dist/ exactly what n8n loads: one bundle per node and credential
 * (our lib/ and undici inside, n8n-workflow outside), the icons and the codex file.
 * The compiled modules, emulator included, stay in .build/ for the demo and the benchmarks.
 * Types are checked by `npm run typecheck`, which takes ten times as long as all of this.
 */
const fs = require('node:fs/promises');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const esbuild = require('esbuild');
const { bundlePackage, TARGET } = require('./scripts/lib/bundle.cjs');

const OUT = 'dist';
const COMPILED = '.build';

async function clean() {
	await Promise.all([OUT, COMPILED].map((dir) => fs.rm(dir, { recursive: true, force: true })));
}

async function compile() {
	await esbuild.build({
		entryPoints: ['nodes', 'credentials', 'lib', 'emulator', 'bench', 'live'].map(
			(folder) => `${folder}/**/*.ts`,
		),
		outbase: '.',
		outdir: COMPILED,
		platform: 'node',
		target: TARGET,
		format: 'cjs',
		sourcemap: 'inline',
		logLevel: 'warning',
	});
}

const bundle = () => bundlePackage('.');

function icons() {
	// One pattern with both folders in braces would make gulp search everything, node_modules too.
	return src(['nodes/**/*.svg', 'credentials/**/*.svg'], { base: '.', encoding: false }).pipe(dest(OUT));
}

function codex() {
	return src('nodes/**/*.node.json').pipe(dest(`${OUT}/nodes`));
}

/** The bundle holds undici, whose licence asks to be handed on with it. */
async function licenses() {
	await fs.mkdir(OUT, { recursive: true });
	await fs.copyFile(require.resolve('undici/LICENSE'), path.join(OUT, 'undici.LICENSE.txt'));
}

exports.clean = clean;
exports.build = series(clean, compile, parallel(bundle, icons, codex, licenses));
exports.default = exports.build;
