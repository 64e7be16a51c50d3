import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId } from '../support/locators';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode } from './support/operation-nodes';

const lab = useCoreLab();

const node = (parameters: INodeParameters = {}) =>
	operationNode('folder', 'create', { parentId: byId('0'), folderName: 'Invoices', ...parameters });
const create = async (parameters?: INodeParameters) =>
	(await jsonOf(lab, node(parameters)))[0] as IDataObject;

async function foldersAtTop() {
	const json = await jsonOf(lab, operationNode('folder', 'getAll', { returnAll: true }));
	return json.map(({ folderName }) => folderName);
}

test('a folder is made, and told by what later nodes need', async () => {
	expect(await create()).toEqual({
		folderId: expect.any(String),
		folderName: 'Invoices',
		spaceId: DEMO.spaceId,
		parentId: '0',
		path: '/Invoices',
		uuid: expect.any(String),
		createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
		modifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
	});
	expect(await foldersAtTop()).toContain('Invoices');
});

test('not simplified, the answer is what DingTalk sent', async () => {
	expect(await create({ simplify: false })).toMatchObject({
		type: 'FOLDER',
		name: 'Invoices',
		status: 'NORMAL',
	});
});

test('it goes into the folder that was chosen, and the next node can upload to it', async () => {
	const { folderId, path } = await create({ parentId: byId(DEMO.folders.contracts) });
	expect(path).toBe('/Contracts 合同/Invoices');
	const [file] = await jsonOf(lab, uploadNode({ parentId: byId(folderId as string) }), [itemWith('a.txt')]);
	expect(file).toMatchObject({ path: '/Contracts 合同/Invoices/a.txt' });
});

describe('a name that is taken', () => {
	let first: IDataObject;
	beforeEach(async () => (first = await create()));

	test('by default answers the folder that is there', async () => {
		expect(await create()).toMatchObject({ folderId: first['folderId'], folderName: 'Invoices' });
		expect((await foldersAtTop()).filter((name) => /^Invoices/.test(String(name)))).toEqual(['Invoices']);
	});

	test('may be given to no second folder', async () => {
		const options = { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' };
		expect(await create({ options })).toMatchObject({ folderId: first['folderId'] });
	});

	test('may make another one with a number', async () => {
		const second = await create({ options: { conflictStrategy: 'AUTO_RENAME' } });
		expect(second).toMatchObject({ folderName: 'Invoices(1)' });
		expect(second['folderId']).not.toBe(first['folderId']);
	});

	test('may fail', async () => {
		const options = { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' };
		const { error } = await lab.n8n.run(node({ options }), [{ json: {} }]);
		expect(error).toMatchObject({
			message: 'The name is already taken in the folder',
			description: expect.stringContaining("'Folder Name'"),
			context: { itemIndex: 0, data: { code: 'NAME_TAKEN' } },
		});
	});
});

test('a folder cannot be replaced, not by an expression either', async () => {
	const options = { conflictStrategy: "={{ 'OVERWRITE' }}" };
	const { error } = await lab.n8n.run(node({ options }), [{ json: {} }]);
	expect(error?.message).toContain("'Conflict Strategy' must be one of");
	expect(lab.emulator.calls()).toEqual([]);
});

test.each([
	['no name', ' ', "'Folder Name' is empty"],
	['a slash', 'a/b', "'Folder Name' must not contain the character /"],
	['a star', 'a*', "'Folder Name' must not contain the character *"],
	['a dot at the end', 'a.', "'Folder Name' must not end with a dot (.)"],
	['too many characters', '文'.repeat(90), "'Folder Name' is 270 bytes long in UTF-8"],
])('%s is told by the name of the field, and nothing is sent', async (_, folderName, message) => {
	const { error } = await lab.n8n.run(node({ folderName }), [{ json: {} }]);
	expect(error?.message).toContain(message);
	expect(error).toMatchObject({ context: { itemIndex: 0 } });
	expect(lab.emulator.calls()).toEqual([]);
});

test('blanks around the name are left off', async () => {
	expect(await create({ folderName: '  Invoices  ' })).toMatchObject({ folderName: 'Invoices' });
});

test('every item makes its own, and ten of one name make one', async () => {
	const folderName = '={{ $json.name }}';
	const items = ['a', 'b', ...Array.from({ length: 10 }, () => 'same')].map((name) => ({ json: { name } }));
	const json = await jsonOf(lab, node({ folderName }), items);
	expect(json.map((each) => each['folderName'])).toEqual(items.map(({ json: { name } }) => name));
	expect(new Set(json.map((each) => each['folderId'])).size).toBe(3);
});

test('a parent that is not there is told', async () => {
	const { error } = await lab.n8n.run(node({ parentId: byId('1') }), [{ json: {} }]);
	expect(error?.message).toBe('DingTalk does not find the folder');
});

test('an answer that got lost makes no second folder', async () => {
	lab.emulator.faults.add({ operation: 'createFolder', kind: 'response-lost' });
	await create();
	lab.emulator.faults.assertConsumed();
	expect((await foldersAtTop()).filter((name) => /^Invoices/.test(String(name)))).toEqual(['Invoices']);
});
