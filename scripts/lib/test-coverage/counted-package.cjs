'use strict';

/**
 * The package with counters in it, for tests in n8n's engine: the same bundles, of the same modules that Jest makes
 * where it counts, so that what the tests of all kinds have reached adds up.
 */
const fs = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');
const { createInstrumenter } = require('istanbul-lib-instrument');
const { bundlePackage } = require('../bundle.cjs');
const { ROOT } = require('../paths.cjs');
const { SWC_OPTIONS } = require('../swc-options.cjs');
const { COUNTED_PACKAGE } = require('./counting.cjs');

/** @type {import('esbuild').Plugin} */
const counters = {
	name: 'counters',
	setup(build) {
		build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
			const compiled = swc.transformFileSync(file, { ...SWC_OPTIONS, filename: file, sourceMaps: true });
			const instrumenter = createInstrumenter({ esModules: false, compact: false });
			const sourceMap = JSON.parse(compiled.map ?? '{}');
			return { contents: instrumenter.instrumentSync(compiled.code, file, sourceMap), loader: 'js' };
		});
	},
};

async function buildCountedPackage() {
	await bundlePackage(COUNTED_PACKAGE, [counters]);
	fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(COUNTED_PACKAGE, 'package.json'));
}

module.exports = { buildCountedPackage };
