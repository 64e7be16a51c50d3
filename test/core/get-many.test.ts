import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId, located } from '../support/locators';
import { openCoreLab, uploadNode, type CoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode } from './support/operation-nodes';

const BIG = '77';
const FOLDERS = 30;
const FILES = 60;
const folders = Array.from({ length: FOLDERS }, (_, index) => ({
	id: `5${100 + index}`,
	name: nameOf(index, 'dir'),
}));
/** So many that there is a second page of them. */
const SPACES = Array.from({ length: 70 }, (_, index) => ({ id: `9${100 + index}`, name: `Team ${index}` }));

let lab: CoreLab;
beforeAll(async () => {
	lab = await openCoreLab({
		emulator: {
			spaces: [{ id: BIG, name: 'Big', folders }, { id: DEMO.spaceId, name: 'Small' }, ...SPACES],
		},
	});
	const items = Array.from({ length: FILES }, (_, index) => itemWith(nameOf(index, 'txt')));
	await jsonOf(lab, uploadNode({ spaceId: byId(BIG) }), items);
});
afterAll(async () => await lab.close());

function nameOf(index: number, extension: string): string {
	return `${String(index).padStart(3, '0')}.${extension}`;
}

const list = async (resource: string, parameters: INodeParameters = {}) =>
	await jsonOf(lab, operationNode(resource, 'getAll', { spaceId: byId(BIG), ...parameters }));

/** How many pages the last run has asked for. */
async function withPages<T>(work: () => Promise<T>): Promise<[T, number]> {
	const pages = () => lab.emulator.calls({ operation: 'listDentries', status: 200 }).length;
	const before = pages();
	return [await work(), pages() - before];
}

const names = (json: IDataObject[], field: string) => json.map((each) => each[field]);
const firstNames = (count: number, extension: string) =>
	Array.from({ length: count }, (_, index) => nameOf(index, extension));

describe('a folder with files and folders', () => {
	test('by default 50 files are listed by name, and no folder', async () => {
		const [json, pages] = await withPages(async () => await list('file'));
		expect(names(json, 'fileName')).toEqual(firstNames(50, 'txt'));
		expect(pages).toBe(2);
	});

	test('all files come, from all pages', async () => {
		const [json, pages] = await withPages(async () => await list('file', { returnAll: true }));
		expect(names(json, 'fileName')).toEqual(firstNames(FILES, 'txt'));
		expect(pages).toBe(2);
	});

	test('all folders come, and no file', async () => {
		const json = await list('folder', { returnAll: true });
		expect(names(json, 'folderName')).toEqual(firstNames(FOLDERS, 'dir'));
	});

	test.each([
		[1, 1, 1],
		[20, 20, 1],
		[59, 59, 2],
		[60, 60, 2],
		[1000, 60, 2],
	])('up to %d are %d, from %d pages', async (limit, count, pagesRead) => {
		const [json, pages] = await withPages(async () => await list('file', { limit }));
		expect(names(json, 'fileName')).toEqual(firstNames(count, 'txt'));
		expect(pages).toBe(pagesRead);
	});

	test('Return All goes before a limit', async () => {
		expect(await list('file', { returnAll: true, limit: 1 })).toHaveLength(FILES);
	});

	test.each([0, -1, 1.5, "={{ 'many' }}"])('%j is no limit', async (limit) => {
		const { error } = await lab.n8n.run(operationNode('file', 'getAll', { limit }), [{ json: {} }]);
		expect(error?.message).toMatch(/^'Limit' must be a whole number from 1/);
	});

	test('an empty folder has no file, and no output item', async () => {
		const parentId = byId(folders[0]?.id ?? '');
		const { status, outputs } = await lab.n8n.run(
			operationNode('file', 'getAll', { spaceId: byId(BIG), parentId }),
			[{ json: {} }],
		);
		expect(status).toBe('success');
		expect(outputs[0] ?? []).toEqual([]);
	});
});

describe('what is told of each', () => {
	test('of a file', async () => {
		const [json] = await list('file', { limit: 1 });
		expect(json).toEqual({
			fileId: expect.any(String),
			fileName: '000.txt',
			fileSize: 7,
			fileType: 'txt',
			spaceId: BIG,
			parentId: '0',
			path: '/000.txt',
			uuid: expect.any(String),
			version: 1,
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			modifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
		});
		expect(Math.abs(Date.parse(json?.['createdAt'] as string) - Date.now())).toBeLessThan(600_000);
	});

	test('of a folder', async () => {
		const [json] = await list('folder', { limit: 1 });
		expect(json).toEqual({
			folderId: folders[0]?.id,
			folderName: '000.dir',
			spaceId: BIG,
			parentId: '0',
			path: '/000.dir',
			uuid: expect.any(String),
			createdAt: expect.any(String),
			modifiedAt: expect.any(String),
		});
	});

	test.each([
		['file', { type: 'FILE', name: '000.txt', status: 'NORMAL' }],
		['folder', { type: 'FOLDER', name: '000.dir', status: 'NORMAL' }],
	])('not simplified, a %s is as DingTalk sent it', async (resource, expected) => {
		const [json] = await list(resource, { limit: 1, simplify: false });
		expect(json).toMatchObject({ id: expect.any(String), createTime: expect.any(String), ...expected });
	});
});

test('every item has its list, paired with it, and an unknown folder fails its own item', async () => {
	const parentId = byId('={{ $json.folder }}');
	const node = operationNode(
		'folder',
		'getAll',
		{ spaceId: byId(BIG), parentId, limit: 2 },
		{ onError: 'continueErrorOutput' },
	);
	const { outputs } = await lab.n8n.run(
		node,
		['0', '1', '0'].map((folder) => ({ json: { folder } })),
	);
	expect(outputs[0]?.map(({ json, pairedItem }) => [json['folderName'], pairedItem])).toEqual([
		['000.dir', { item: 0 }],
		['001.dir', { item: 0 }],
		['000.dir', { item: 2 }],
		['001.dir', { item: 2 }],
	]);
	expect(outputs[1]).toMatchObject([
		{ json: { error: 'DingTalk does not find the folder' }, pairedItem: { item: 1 } },
	]);
});

describe('spaces', () => {
	test('all of them, with their ids as text', async () => {
		const json = await jsonOf(lab, operationNode('space', 'getAll', { returnAll: true }));
		expect(names(json, 'spaceId')).toEqual([BIG, DEMO.spaceId, ...SPACES.map(({ id }) => id)]);
		expect(json[0]).toMatchObject({ spaceName: 'Big', spaceType: 'org' });
	});

	test('up to a limit, and no more pages than that takes', async () => {
		const before = lab.emulator.calls({ operation: 'listSpaces', status: 200 }).length;
		const json = await jsonOf(lab, operationNode('space', 'getAll', { limit: 3 }));
		expect(names(json, 'spaceName')).toEqual(['Big', 'Small', 'Team 0']);
		expect(lab.emulator.calls({ operation: 'listSpaces', status: 200 })).toHaveLength(before + 1);
	});

	test('are not told to an operator whom DingTalk does not know', async () => {
		const { error } = await lab.n8n.run(
			operationNode('space', 'getAll', { unionId: located('userId', 'nobody') }),
			[{ json: {} }],
		);
		expect(error?.message).toBe('DingTalk does not find the user');
	});
});
