import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { N8N_VERSION, NODE_VERSION } from '../../../scripts/lib/paths.cjs';

const read = (file: string) => readFileSync(join(resolve(__dirname, '../../..'), file), 'utf8');

const { engines } = JSON.parse(read('package.json')) as { engines: { n8n: string; node: string } };
const oldestN8n = engines.n8n.replace('>=', '');
const oldestNode = engines.node.replace('>=', '');

const page = read('docs/compatibility.md');
/** What was tried: n8n, Node, what was run, passed, failed. */
const trials = page
	.split('\n')
	.filter((line) => /^\| \d/.test(line) && line.split('|').length === 9)
	.map((line) => {
		const [n8n, node, , passed, failed] = line
			.split('|')
			.slice(1)
			.map((cell) => cell.trim());
		return { n8n, node, passed, failed };
	});

it('the oldest n8n was tried on the oldest Node, and nothing failed', () => {
	const oldest = trials.filter(({ n8n }) => n8n === oldestN8n);
	expect(oldest).toContainEqual(expect.objectContaining({ node: `${oldestNode}.0`, failed: '0' }));
});

it('the n8n that the tests run in is among those that were tried', () => {
	expect(trials).toContainEqual(
		expect.objectContaining({ n8n: N8N_VERSION, node: NODE_VERSION, failed: '0' }),
	);
});

it.each(['README.md', 'README.zh-CN.md'])('%s names the same versions', (file) => {
	const line = read(file)
		.split('\n- **')
		.find((entry) => entry.startsWith('n8n') && entry.includes('compatibility.md'));
	const named = line?.match(/\d+\.\d+(\.\d+)?/g);
	const supported = trials.filter(({ failed }) => failed === '0').map(({ n8n }) => n8n);
	expect(new Set(named)).toEqual(new Set([oldestN8n, oldestNode, ...supported]));
});

it('the build is for the oldest Node', () => {
	expect(read('scripts/lib/bundle.cjs')).toContain(`node${oldestNode}`);
});
