import fs from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';
import { N8nClient } from '../../scripts/lib/n8n-client.cjs';
import { ROOT } from '../../scripts/lib/paths.cjs';
import { sharedSession } from './setup/session';
import { EXAMPLES_FOLDER, exampleNames, noteOf, permissionsOf, readExample } from './support/example-lab';

const README = fs.readFileSync(path.join(EXAMPLES_FOLDER, 'README.md'), 'utf8');
/** A node's box on the canvas with the name below it, which can take two lines. */
const NODE_SIZE = { width: 96, height: 150 };
const MAX_PICTURE_BYTES = 150_000;

const isNote = ({ type }: INode) => type.endsWith('.stickyNote');

describe.each(exampleNames())('examples/%s.json', (name) => {
	const example = readExample(name);

	it('is tested in n8n', () => {
		expect(fs.existsSync(path.join(__dirname, 'examples', `${name}.test.ts`))).toBe(true);
	});

	it('is in the table of the README, and has a picture that loads fast', () => {
		expect(README).toContain(`](${name}.json)`);
		const [, picture = ''] = new RegExp(`!\\[[^\\]]*\\]\\(([^)]*/${name}\\.png)\\)`).exec(README) ?? [];
		expect(fs.statSync(path.join(EXAMPLES_FOLDER, picture)).size).toBeLessThan(MAX_PICTURE_BYTES);
	});

	it('asks for the same permissions in its note and in the README', () => {
		const [row = ''] = new RegExp(`^\\| ${name} .*$`, 'm').exec(README) ?? [];
		const scopes = [...row.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope);
		expect(scopes.toSorted()).toEqual(permissionsOf(example).toSorted());
	});

	it('holds a workflow and nothing of the n8n that it was made in', () => {
		expect(Object.keys(example).toSorted()).toEqual(['connections', 'name', 'nodes', 'settings']);
		for (const node of example.nodes) expect(node.credentials).toBeUndefined();
	});

	it('begins with a note in English and Chinese, which names the permissions', () => {
		const [first] = example.nodes;
		expect(first && isNote(first)).toBe(true);
		const [title, chinese, empty] = noteOf(example).split('\n');
		expect(title).toMatch(/^## [A-Z]/);
		expect(chinese).toMatch(/^[\u3000-\uffef\w :]+。$/);
		expect(empty).toBe('');
		const known = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
		expect(permissionsOf(example).filter((scope) => !known.includes(`\`${scope}\``))).toEqual([]);
	});

	it('is laid out from left to right, and nothing lies upon anything', () => {
		const boxes = example.nodes.map((node) => boxOf(node));
		const overlaps = boxes.flatMap((one, index) =>
			boxes.slice(index + 1).flatMap((other) => (overlap(one, other) ? [`${one.name}, ${other.name}`] : [])),
		);
		expect(overlaps).toEqual([]);
		const [note, ...others] = boxes;
		for (const { x } of others) expect(x).toBeGreaterThan(note?.right ?? 0);
	});

	it('is taken by n8n as it is', async () => {
		const { baseUrl, cookie } = sharedSession();
		const client = new N8nClient(baseUrl, cookie);
		const { id } = await client.createWorkflow(example);
		const { nodes, connections } = await client.request('GET', `/rest/workflows/${id}`);
		expect({ nodes, connections }).toEqual({ nodes: example.nodes, connections: example.connections });
	});
});

interface Box {
	readonly name: string;
	readonly x: number;
	readonly y: number;
	readonly right: number;
	readonly bottom: number;
}

function boxOf(node: INode): Box {
	const [x, y] = node.position;
	const { width, height } = isNote(node) ? (node.parameters as typeof NODE_SIZE) : NODE_SIZE;
	return { name: node.name, x, y, right: x + width, bottom: y + height };
}

function overlap(one: Box, other: Box): boolean {
	return one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom;
}
