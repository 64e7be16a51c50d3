/**
 * `npm run test:n8n -- 1.100.1 --node 20.19.0`: the end-to-end tests in another n8n, on another Node.
 * More words choose test files: `npm run test:n8n -- 1.100.1 --node 20.19.0 operations resume`. `--in-memory` has n8n
 * keep files in memory, which is the default of n8n 1.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import environment from './lib/environment.cjs';
import foreground from './lib/foreground.cjs';
import paths from './lib/paths.cjs';
import project from './lib/project.cjs';

/** What only shows n8n's editor, which looks otherwise in n8n 1. */
const OF_THE_EDITOR = ['e2e/browser', 'e2e/examples-pictures'];

const { values, positionals } = parseArgs({
	options: { node: { type: 'string' }, 'in-memory': { type: 'boolean' } },
	allowPositionals: true,
});
const [n8nVersion, ...files] = positionals;
if (n8nVersion === undefined) {
	console.error('Say which n8n: npm run test:n8n -- 1.100.1 --node 20.19.0');
	process.exit(1);
}

const isN8n1 = n8nVersion.startsWith('1.');
if (isN8n1) console.log('The tests in a browser are left out: the editor of n8n 1 is another one.');
await project.ensureDependencies();
const isPassed = await foreground.succeeds(
	process.execPath,
	[
		path.join(paths.ROOT, 'node_modules/jest/bin/jest.js'),
		...files.map((file) => `test/e2e/.*${file}`),
		'--selectProjects=e2e',
		'--runInBand',
		...(isN8n1 ? OF_THE_EDITOR.map((pattern) => `--testPathIgnorePatterns=${pattern}`) : []),
	],
	{
		...environment.toolEnvironment(),
		N8N_VERSION: n8nVersion,
		...(values.node !== undefined && { N8N_NODE_VERSION: values.node }),
		...(values['in-memory'] && { E2E_BINARY_DATA_MODE: 'default' }),
	},
);
process.exitCode = isPassed ? 0 : 1;
