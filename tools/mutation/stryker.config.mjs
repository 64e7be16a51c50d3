/** Mutation testing of lib/: small changes are made to the code, and some test must notice each of them. */
const REPORTS = '.cache/mutation';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	packageManager: 'npm',
	plugins: [import.meta.resolve('@stryker-mutator/jest-runner')],
	testRunner: 'jest',
	jest: {
		projectType: 'custom',
		configFile: 'tools/mutation/jest.config.cjs',
		// needed-test-files.cjs knows better.
		enableFindRelatedTests: false,
	},
	coverageAnalysis: 'perTest',
	mutate: [
		'lib/**/*.ts',
		// The program of a thread, as text: changed text is no changed code.
		'!lib/upload/checksum/hash-thread-code.ts',
		// No part of the node: it speaks to DingTalk for tests and benchmarks, where there is no n8n to do it.
		'!lib/dingtalk/undici-transport.ts',
	],
	// What the tests read; the copies that are changed hold no more.
	ignorePatterns: ['**', '!lib/**', '!test/**', '!emulator/**', '!tools/mutation/*.cjs', '!*.js', '!*.json'],
	tempDirName: `${REPORTS}/sandboxes`,
	incremental: true,
	incrementalFile: `${REPORTS}/incremental.json`,
	concurrency: 2,
	timeoutMS: 3_000,
	reporters: ['progress', 'clear-text', 'html', 'json'],
	clearTextReporter: { reportMutants: false, reportTests: false },
	htmlReporter: { fileName: `${REPORTS}/report.html` },
	jsonReporter: { fileName: `${REPORTS}/report.json` },
	thresholds: { high: 95, low: 85, break: 85 },
};
