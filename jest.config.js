'use strict';

const { SWC_OPTIONS } = require('./scripts/lib/swc-options.cjs');

/** Every kind of test is a project of its own, so that `jest --selectProjects unit` stays a matter of seconds. */
const swc = ['@swc/jest', SWC_OPTIONS];

const project = (name, folders, more = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	testEnvironment: 'node',
	cacheDirectory: '<rootDir>/.cache/jest',
	transform: { '^.+\\.ts$': swc },
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.build', '<rootDir>/.cache'],
	...more,
});

module.exports = {
	// For starting n8n's engine, and for the editor in a browser, on a busy machine; the others need milliseconds.
	testTimeout: 60_000,
	projects: [
		project('unit', ['unit', 'property']),
		project('integration', ['emulator', 'integration', 'contract', 'faults']),
		project('model', ['model']),
		project('core', ['core']),
		project('e2e', ['e2e'], {
			// One n8n for all of them.
			globalSetup: '<rootDir>/test/e2e/setup/start-n8n.ts',
			globalTeardown: '<rootDir>/test/e2e/setup/stop-n8n.ts',
		}),
		project('queue', ['queue'], { globalSetup: '<rootDir>/test/queue/setup/install-n8n.ts' }),
	],
};
