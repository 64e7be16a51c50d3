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

const OUT = 'dist';
const COMPILED = '.build';
/** The oldest Node that an n8n with this node's API runs on. */
const TARGET = 'node20.19';
const { n8n } = require('./package.json');

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

/**
 * undici tells everyone in the process who listens (tracing, `NODE_DEBUG=undici`) the URL and the headers of
 * each request, which for parts are signatures. In the bundle it tells nobody.
 */
const silentUndici = {
	name: 'silent-undici',
	setup(build) {
		build.onLoad({ filter: /undici[\\/]lib[\\/]core[\\/]diagnostics\.js$/ }, () => ({
			contents: 'module.exports = { channels: new Proxy({}, { get: () => ({ hasSubscribers: false }) }) };',
		}));
	},
};

async function bundle() {
	const entryPoints = [...n8n.nodes, ...n8n.credentials].map((file) =>
		path.relative(OUT, file).replace(/\.js$/, '.ts'),
	);
	await esbuild.build({
		entryPoints,
		outbase: '.',
		outdir: OUT,
		bundle: true,
		platform: 'node',
		target: TARGET,
		format: 'cjs',
		// The host's own copy: a second one would break `instanceof NodeOperationError`.
		external: ['n8n-workflow'],
		plugins: [silentUndici],
		minifySyntax: true,
		minifyWhitespace: true,
		keepNames: true,
		legalComments: 'inline',
		logLevel: 'warning',
	});
}

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
