import type { INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId, byPath, located } from '../support/locators';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode, putOnlyPart } from './support/operation-nodes';

const lab = useCoreLab();

/** Names of the folders that were asked for, call by call. */
const foldersAskedFor = () =>
	lab.emulator.calls({ operation: 'createFolder', status: 200 }).map(({ body }) => body?.['name']);

async function folders(parentId: object = byId('0')) {
	const node = operationNode('folder', 'getAll', { parentId, returnAll: true } as INodeParameters);
	return (await jsonOf(lab, node)).map(({ folderName }) => folderName);
}

const uploadTo = (path: string) => uploadNode({ parentId: byPath(path) });

describe('Upload File into a folder by path', () => {
	test('creates the folders that are missing', async () => {
		const [json] = await jsonOf(lab, uploadTo('/Reports/2026/11'), [itemWith('a.txt')]);
		expect(json).toMatchObject({ fileName: 'a.txt', path: '/Reports/2026/11/a.txt' });
		expect(foldersAskedFor()).toEqual(['Reports', '2026', '11']);
		expect(await folders(byPath('/Reports/2026'))).toEqual(['11']);
	});

	test('keeps the folders that are there', async () => {
		const before = await folders();
		await jsonOf(lab, uploadTo('/Reports 报告/2026/'), [itemWith('a.txt')]);
		expect(lab.emulator.files()).toMatchObject([{ parentId: DEMO.folders.reports2026 }]);
		expect(await folders()).toEqual(before);
	});

	test('asks for each folder once, with 30 items side by side', async () => {
		const parentId = byPath("={{ '/Reports/2026/' + (10 + $itemIndex % 3) }}");
		const items = Array.from({ length: 30 }, (_, index) => itemWith(`${index}.txt`));
		const json = await jsonOf(lab, uploadNode({ parentId }), items);
		expect(json.map(({ path }) => path)).toEqual(
			items.map((_, index) => `/Reports/2026/${10 + (index % 3)}/${index}.txt`),
		);
		expect(foldersAskedFor().sort()).toEqual(['10', '11', '12', '2026', 'Reports']);
		// What is looked up for all is no item's own.
		for (const { upload } of json) expect(upload).toMatchObject({ apiCalls: 3 });
	});

	test('makes no second folder with two executions at the same time', async () => {
		const runs = ['a.txt', 'b.txt'].map((name) => jsonOf(lab, uploadTo('/New/Folder'), [itemWith(name)]));
		const [a, b] = (await Promise.all(runs)).flat();
		expect(a?.['parentId']).toBe(b?.['parentId']);
		expect((await folders()).filter((name) => String(name).startsWith('New'))).toEqual(['New']);
		expect(await folders(byPath('/New'))).toEqual(['Folder']);
	});

	test.each(['/', ' / ', '//'])('%j is the root, and costs no call', async (path) => {
		const [json] = await jsonOf(lab, uploadTo(path), [itemWith('a.txt')]);
		expect(json).toMatchObject({ parentId: '0', path: '/a.txt' });
		expect(foldersAskedFor()).toEqual([]);
	});

	test('finds a file in its way, and says where', async () => {
		await jsonOf(lab, uploadNode(), [itemWith('Reports')]);
		const { error } = await lab.n8n.run(uploadTo('/Reports/2026'), [itemWith('a.txt')]);
		expect(error).toMatchObject({
			message: 'A file stands where the path needs a folder',
			description: expect.stringContaining('Path: /Reports'),
			context: { itemIndex: 0, data: { code: 'FOLDER_PATH_BLOCKED', path: '/Reports' } },
		});
		expect(lab.emulator.files().map(({ name }) => name)).toEqual(['Reports']);
		expect(lab.emulator.calls({ operation: 'put' })).toHaveLength(1);
	});

	test('may be a number, with its slash', async () => {
		const [json] = await jsonOf(lab, uploadTo('/2026'), [itemWith('a.txt')]);
		expect(json).toMatchObject({ path: '/2026/a.txt' });
	});

	test.each([
		['/Reports/a*b', "'Folder' has a name in its path that must not contain the character *"],
		['/Reports/a\\b', "'Folder' has a name in its path that must not contain the character \\"],
		['/v1./x', "'Folder' has a name in its path that must not end with a dot (.)"],
		[`/${'文'.repeat(90)}`, "'Folder' has a name in its path that is 270 bytes long in UTF-8"],
		['={{ $json.nowhere }}', "'Folder' is an empty path"],
		["={{ '' }}", "'Folder' is an empty path"],
		["={{ '118890000101' }}", "'Folder' is an ID where a path should be"],
		["={{ '0' }}", "'Folder' is an ID where a path should be"],
		['/../Reports', "'Folder' has a name in its path that must not end with a dot (.)"],
	])('refuses %s before anything is sent', async (path, message) => {
		const { error } = await lab.n8n.run(uploadTo(path), [itemWith('a.txt')]);
		expect(error?.message).toContain(message);
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(lab.emulator.calls()).toEqual([]);
	});

	test('that may not be made fails with the name of the folder and the item', async () => {
		const node = uploadNode({
			parentId: byPath('/Reports'),
			unionId: located('unionId', DEMO.readerUnionId),
		});
		const { error } = await lab.n8n.run(node, [itemWith('a.txt'), itemWith('b.txt')]);
		expect(error?.message).toBe('The user has no permission to do this in the space');
		expect(lab.emulator.calls({ operation: 'init' })).toEqual([]);
	});

	test('the same path in two spaces is two folders', async () => {
		const spaceId = byId(`={{ $itemIndex === 0 ? '${DEMO.spaceId}' : '${DEMO.marketingSpaceId}' }}`);
		const node = uploadNode({ spaceId, parentId: byPath('/Reports') });
		await jsonOf(lab, node, [itemWith('a.txt'), itemWith('b.txt')]);
		const files = lab.emulator.files();
		expect(files.map(({ spaceId: id, path }) => [id, path]).sort()).toEqual([
			[DEMO.spaceId, '/Reports/a.txt'],
			[DEMO.marketingSpaceId, '/Reports/b.txt'],
		]);
	});

	test('a folder whose creation got no answer is asked for again, and there is one', async () => {
		lab.emulator.faults.add({ operation: 'createFolder', kind: 'response-lost' });
		await jsonOf(lab, uploadTo('/New'), [itemWith('a.txt')]);
		lab.emulator.faults.assertConsumed();
		expect((await folders()).filter((name) => String(name).startsWith('New'))).toEqual(['New']);
	});
});

describe('Get Many by path', () => {
	test.each(['file', 'folder'])('%s: looks, and creates nothing', async (resource) => {
		await jsonOf(lab, uploadTo('/Reports 报告/2026'), [itemWith('a.txt')]);
		const made = foldersAskedFor().length;
		const json = await jsonOf(
			lab,
			operationNode(resource, 'getAll', { parentId: byPath('/Reports 报告/2026') }),
		);
		const names = json.map(({ fileName, folderName }) => fileName ?? folderName);
		expect(names).toEqual(resource === 'file' ? ['a.txt'] : ['Q2', 'Q3']);
		expect(foldersAskedFor()).toHaveLength(made);
	});

	test('a folder that is not there is told with the path as far as it went', async () => {
		const node = operationNode('file', 'getAll', { parentId: byPath('/Reports 报告/2027/11') });
		const { error } = await lab.n8n.run(node, [{ json: {} }]);
		expect(error).toMatchObject({
			message: 'DingTalk does not find the folder',
			description: expect.stringContaining('Path: /Reports 报告/2027'),
			context: { itemIndex: 0 },
		});
		expect(lab.emulator.calls({ operation: 'createFolder' })).toEqual([]);
	});

	test('each folder on the way is looked through once for all items', async () => {
		const node = operationNode('folder', 'getAll', { parentId: byPath('/Reports 报告/2026') });
		await jsonOf(
			lab,
			node,
			Array.from({ length: 5 }, () => ({ json: {} })),
		);
		const lists = lab.emulator.calls({ operation: 'listDentries', status: 200 });
		const parents = lists.map(({ query }) => query['parentId']);
		expect(parents.filter((id) => id !== DEMO.folders.reports2026)).toEqual(['0', DEMO.folders.reports]);
	});
});

describe('the other operations by path', () => {
	test('Create makes the parent folders too', async () => {
		const node = operationNode('folder', 'create', { parentId: byPath('/A/B'), folderName: 'C' });
		const [json] = await jsonOf(lab, node);
		expect(json).toMatchObject({ folderName: 'C', path: '/A/B/C' });
		expect(foldersAskedFor()).toEqual(['A', 'B', 'C']);
	});

	test('Create names its own field where the path cannot be', async () => {
		const node = operationNode('folder', 'create', { parentId: byPath('/a|b'), folderName: 'C' });
		const { error } = await lab.n8n.run(node, [{ json: {} }]);
		expect(error?.message).toMatch(/^'Parent Folder' has a name in its path/);
		expect(lab.emulator.calls()).toEqual([]);
	});

	test('Start Multipart Upload makes the folders, Commit File finds them', async () => {
		const target = { parentId: byPath('/A/B'), fileName: 'a.txt', fileSize: 0 };
		const [started] = await jsonOf(lab, operationNode('file', 'startMultipartUpload', target));
		expect(started).toMatchObject({ parentId: expect.stringMatching(/^\d+$/), fileName: 'a.txt' });
		const { uploadKey } = started as { uploadKey: string };
		await putOnlyPart(lab, uploadKey, Buffer.alloc(0));
		const [json] = await jsonOf(lab, operationNode('file', 'commit', { ...target, uploadKey }));
		expect(json).toMatchObject({ parentId: started?.['parentId'], path: '/A/B/a.txt' });
	});
});
