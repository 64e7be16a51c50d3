import { createRequire } from 'node:module';

/** n8n's linter lies in a folder of its own: it is larger than all that building and testing need. */
const fromTools = createRequire(new URL('./tools/package.json', import.meta.url));
const { configWithoutCloudSupport } = fromTools('@n8n/node-cli/eslint');

/**
 * n8n's own rules, in the profile without n8n Cloud support: the upload engine uses undici and timers,
 * which the cloud profile forbids (docs/decisions/0001-undici-bundled.md).
 */
const boundary = (target, from, message) => ({ target, from, message });

export default [
	{ ignores: ['dist/**', '.build/**', '.cache/**', 'coverage/**'] },
	...configWithoutCloudSupport,
	{
		files: ['**/*.ts'],
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': [
				'error',
				{
					basePath: import.meta.dirname,
					zones: [
						boundary(
							'./lib/upload',
							['./lib/dingtalk', './nodes', './credentials', './emulator', './live'],
							'The engine knows neither DingTalk nor n8n.',
						),
						boundary(
							'./lib/dingtalk',
							['./nodes', './credentials', './emulator', './live'],
							'The DingTalk client does not know n8n.',
						),
						boundary('./nodes', ['./emulator', './live'], 'The product never sees the emulator.'),
						boundary('./credentials', ['./emulator', './live'], 'The product never sees the emulator.'),
						boundary(
							'./emulator',
							['./lib', './nodes', './credentials', './live'],
							'The emulator is an independent reading of the protocol.',
						),
						boundary(
							'./live',
							['./nodes', './credentials'],
							'The questions are about DingTalk, not about n8n.',
						),
						boundary('./live/probes', './emulator', 'A probe does not know whom it asks.'),
					],
				},
			],
		},
	},
	{
		// Programs for people: what they print is their output, and they may start others. Their errors are not shown in n8n.
		files: ['emulator/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'live/**/*.ts'],
		rules: {
			'no-console': 'off',
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
		},
	},
	{
		// Errors become n8n's at one place, nodes/DingTalkStorage/errors/node-errors.ts; lib/ has its own classes.
		files: ['lib/**/*.ts'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
];
