'use strict';

/** How the package's bundles are made: one a node and a credential, our lib/ and undici inside, n8n-workflow outside. */
const path = require('node:path');
const esbuild = require('esbuild');
const { ROOT } = require('./paths.cjs');
const { n8n } = require('../../package.json');

/** The oldest Node that an n8n with this node's API runs on. */
const TARGET = 'node20.19';

/**
 * undici tells everyone in the process who listens (tracing, `NODE_DEBUG=undici`) the URL and the headers of
 * each request, which for parts are signatures. In the bundle it tells nobody.
 *
 * @type {import('esbuild').Plugin}
 */
const silentUndici = {
	name: 'silent-undici',
	setup(build) {
		build.onLoad({ filter: /undici[\\/]lib[\\/]core[\\/]diagnostics\.js$/ }, () => ({
			contents: 'module.exports = { channels: new Proxy({}, { get: () => ({ hasSubscribers: false }) }) };',
		}));
	},
};

/**
 * @param {string} folder of the package; the bundles come into its dist/
 * @param {import('esbuild').Plugin[]} [plugins] besides our own
 */
async function bundlePackage(folder, plugins = []) {
	const outdir = path.join(folder, 'dist');
	await esbuild.build({
		absWorkingDir: ROOT,
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) =>
			path.relative('dist', file).replace(/\.js$/, '.ts'),
		),
		outbase: '.',
		outdir,
		bundle: true,
		platform: 'node',
		target: TARGET,
		format: 'cjs',
		// The host's own copy: a second one would break `instanceof NodeOperationError`.
		external: ['n8n-workflow'],
		plugins: [silentUndici, ...plugins],
		minifySyntax: true,
		minifyWhitespace: true,
		keepNames: true,
		legalComments: 'inline',
		logLevel: 'warning',
	});
}

module.exports = { bundlePackage, TARGET };
