'use strict';

/** Every kind of test is a project of its own, so that `jest --selectProjects unit` stays a matter of seconds. */
const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

const project = (name, folders) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	testEnvironment: 'node',
	cacheDirectory: '<rootDir>/.cache/jest',
	transform: { '^.+\\.ts$': swc },
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.build', '<rootDir>/.cache'],
});

module.exports = {
	projects: [
		project('unit', ['unit', 'property']),
		project('integration', ['emulator', 'integration', 'contract']),
		project('core', ['core']),
		project('e2e', ['e2e']),
	],
};
