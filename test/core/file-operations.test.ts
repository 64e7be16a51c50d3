import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId, located } from '../support/locators';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode } from './support/operation-nodes';

const lab = useCoreLab();
let fileId: string;
beforeEach(async () => {
	const [file] = await jsonOf(lab, uploadNode({ parentId: byId(DEMO.folders.reports2026) }), [
		itemWith('a.txt'),
	]);
	fileId = file?.['fileId'] as string;
});

const node = (operation: string, parameters: INodeParameters = {}, settings: Partial<INode> = {}) =>
	operationNode('file', operation, { fileId: byId(fileId), ...parameters }, settings);
const run = async (
	operation: string,
	parameters?: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
) => await lab.n8n.run(node(operation, parameters), items);

const FILE = () => ({
	fileId,
	fileName: 'a.txt',
	fileSize: 5,
	fileType: 'txt',
	spaceId: DEMO.spaceId,
	parentId: DEMO.folders.reports2026,
	path: '/Reports 报告/2026/a.txt',
	uuid: expect.any(String),
	version: 1,
});

const isStored = () => lab.emulator.files().some(({ id }) => id === fileId);

describe('Get', () => {
	test('answers what later nodes need, and the times', async () => {
		const { outputs } = await run('get');
		expect(outputs[0]).toEqual([
			{
				json: {
					...FILE(),
					createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
					modifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('not simplified, answers what DingTalk sent', async () => {
		const [json] = await jsonOf(lab, node('get', { simplify: false }));
		expect(json).toMatchObject({ id: fileId, type: 'FILE', name: 'a.txt', size: 5, status: 'NORMAL' });
	});

	test.each<[string, () => unknown]>([
		['text', () => `={{ '${fileId}' }}`],
		['a number', () => `={{ ${fileId} }}`],
		['text with blanks', () => ` ${fileId} `],
	])('takes an ID that is %s', async (_, value) => {
		const [json] = await jsonOf(lab, node('get', { fileId: located('id', value() as string) }));
		expect(json).toMatchObject({ fileName: 'a.txt' });
	});

	test('refuses a folder, which is no file with a name and no size', async () => {
		const { error } = await run('get', { fileId: byId(DEMO.folders.reports) });
		expect(error).toMatchObject({ message: 'The ID is that of a folder, not of a file' });
	});

	test('looks at the file of each item', async () => {
		const [other] = await jsonOf(lab, uploadNode(), [itemWith('other.txt')]);
		const { outputs } = await run('get', { fileId: byId('={{ $json.fileId }}') }, [
			{ json: { fileId } },
			{ json: { fileId: other?.['fileId'] as string } },
		]);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json['fileName'], pairedItem])).toEqual([
			['a.txt', { item: 0 }],
			['other.txt', { item: 1 }],
		]);
	});
});

describe('Delete', () => {
	test('deletes the file, and answers what it was', async () => {
		const { outputs } = await run('delete');
		expect(outputs[0]).toEqual([{ json: { deleted: true, ...FILE() }, pairedItem: { item: 0 } }]);
		expect(isStored()).toBe(false);
		expect(lab.emulator.calls({ operation: 'deleteDentry' })).toMatchObject([
			{ query: { unionId: DEMO.unionId, toRecycleBin: 'false' } },
		]);
	});

	test('refuses a folder, with all that is in it', async () => {
		const { error } = await run('delete', { fileId: byId(DEMO.folders.reports) });
		expect(error).toMatchObject({
			message: 'The ID is that of a folder, not of a file',
			context: { itemIndex: 0, data: { code: 'NOT_A_FILE' } },
		});
		expect(lab.emulator.calls({ operation: 'deleteDentry' })).toEqual([]);
		expect(isStored()).toBe(true);
	});

	test('puts it into the recycle bin where that was chosen', async () => {
		await jsonOf(lab, node('delete', { options: { toRecycleBin: true } }));
		expect(lab.emulator.calls({ operation: 'deleteDentry' })).toMatchObject([
			{ query: { toRecycleBin: 'true' } },
		]);
	});

	test('says so where there is no recycle bin', async () => {
		const spaceId = byId(DEMO.personalSpaceId);
		const [file] = await jsonOf(lab, uploadNode({ spaceId }), [itemWith('mine.txt')]);
		const parameters = { spaceId, fileId: byId(file?.['fileId'] as string), options: { toRecycleBin: true } };
		const { error } = await run('delete', parameters);
		expect(error).toMatchObject({
			message: 'DingTalk does not offer this for this file or space',
			description: expect.stringContaining("'Move to Recycle Bin'"),
		});
		expect(lab.emulator.files().map(({ name }) => name)).toContain('mine.txt');
	});

	test('waits for a deletion that goes on after its answer', async () => {
		lab.emulator.switches.deletion = 'task';
		const [json] = await jsonOf(lab, node('delete'));
		expect(json).toMatchObject({ deleted: true, fileId });
		expect(isStored()).toBe(false);
		expect(lab.emulator.calls({ operation: 'getTask' }).length).toBeGreaterThan(1);
	});

	test('does not take a deletion for done that has failed', async () => {
		lab.emulator.switches.deletion = 'failing-task';
		const { error } = await run('delete');
		expect(error).toMatchObject({
			message: 'DingTalk did not delete the file',
			context: { itemIndex: 0, data: { code: 'DELETE_FAILED' } },
		});
		expect(isStored()).toBe(true);
	});

	test('is content with a file that is gone meanwhile', async () => {
		lab.emulator.faults.add({ operation: 'deleteDentry', kind: 'return', code: 'dentryNotExist' });
		expect(await jsonOf(lab, node('delete'))).toMatchObject([{ deleted: true, fileId }]);
	});

	test.each(['response-lost', 'truncated-json'] as const)(
		'bears an answer that got lost: %s',
		async (kind) => {
			lab.emulator.faults.add({ operation: 'deleteDentry', kind });
			expect(await jsonOf(lab, node('delete'))).toMatchObject([{ deleted: true, fileId }]);
			lab.emulator.faults.assertConsumed();
			expect(isStored()).toBe(false);
		},
	);

	test('of the same file by two items succeeds once', async () => {
		const { outputs } = await lab.n8n.run(node('delete', {}, { onError: 'continueErrorOutput' }), [
			{ json: {} },
			{ json: {} },
		]);
		// Side by side, both may have seen it.
		expect(outputs[0]?.length).toBeGreaterThanOrEqual(1);
		expect(outputs.flat()).toHaveLength(2);
		expect(isStored()).toBe(false);
	});
});

describe('Get Download Info', () => {
	const infoOf = async (parameters?: INodeParameters) => {
		const [json] = await jsonOf(lab, node('getDownloadInfo', parameters));
		return json as IDataObject & {
			resourceUrls: string[];
			headers: Record<string, string>;
			expiresAt: string;
		};
	};

	test('answers an address, with the headers that have to go with it, from which the bytes come', async () => {
		const beforeMs = Date.now();
		const info = await infoOf();
		expect(info).toEqual({
			fileId,
			resourceUrls: [expect.stringMatching(/^http/)],
			headers: { Authorization: expect.stringContaining('OSS '), 'x-oss-date': expect.any(String) },
			expirationSeconds: 900,
			expiresAt: expect.any(String),
			region: expect.any(String),
			internalResourceUrls: [],
		});
		expect(Date.parse(info.expiresAt)).toBeGreaterThanOrEqual(beforeMs + 900_000);
		const answer = await fetch(info.resourceUrls[0] ?? '', { headers: info.headers });
		expect([answer.status, await answer.text()]).toEqual([200, 'a.txt']);
	});

	test('asks for an address inside the network only if that was chosen', async () => {
		await infoOf();
		await infoOf({ options: { preferIntranet: true } });
		const asked = lab.emulator.calls({ operation: 'downloadInfo' }).map(({ body }) => body?.['option']);
		expect(asked).toEqual([{ preferIntranet: false }, { preferIntranet: true }]);
	});

	test('says what an organization lacks that may not download', async () => {
		lab.emulator.switches.orgAuthLevel = 'unverified';
		const { error } = await run('getDownloadInfo');
		expect(error).toMatchObject({
			message: "The organization's verification level does not allow this",
			description: expect.stringContaining('企业认证'),
			context: { itemIndex: 0, data: { code: 'ORG_NOT_VERIFIED' } },
		});
	});

	test('of a folder there is none', async () => {
		const { error } = await run('getDownloadInfo', { fileId: byId(DEMO.folders.reports) });
		expect(error?.message).toBe('DingTalk does not offer this for this file or space');
	});
});

describe.each(['get', 'delete', 'getDownloadInfo'])('%s', (operation) => {
	test('tells that there is no such file, with the item', async () => {
		const parameters = { fileId: byId("={{ $itemIndex === 1 ? '1' : $json.fileId }}") };
		const { error } = await run(operation, parameters, [{ json: { fileId } }, { json: {} }]);
		expect(error).toMatchObject({
			message: 'DingTalk does not find the file',
			description: expect.stringContaining("'File'"),
			context: { itemIndex: 1, data: { code: 'FILE_NOT_FOUND' } },
		});
	});

	test.each<[string, INodeParameters, string]>([
		['the space', { spaceId: byId('={{ "" }}') }, "'Space' is empty"],
		['the file', { fileId: byId('={{ $json.nowhere }}') }, "'File' is empty"],
	])('names %s where it is empty, and sends nothing', async (_, parameters, message) => {
		const calls = lab.emulator.calls().length;
		const { error } = await run(operation, parameters);
		expect(error).toMatchObject({ message, context: { itemIndex: 0 } });
		expect(lab.emulator.calls()).toHaveLength(calls);
	});

	test('a failed item leaves the others alone', async () => {
		const parameters = { fileId: byId("={{ $itemIndex === 0 ? '1' : $json.fileId }}") };
		const { outputs } = await lab.n8n.run(node(operation, parameters, { onError: 'continueRegularOutput' }), [
			{ json: {} },
			{ json: { fileId } },
		]);
		expect(outputs[0]).toMatchObject([
			{ json: { error: 'DingTalk does not find the file' }, pairedItem: { item: 0 } },
			{ json: { fileId }, pairedItem: { item: 1 } },
		]);
	});
});

test.each([
	['get', 'Storage.File.Read'],
	['delete', 'Storage.File.Write'],
	['getDownloadInfo', 'Storage.DownloadInfo.Read'],
])('%s tells a permission that is missing by its name: %s', async (operation, scope) => {
	lab.emulator.switches.scopeChanges = 'at-once';
	lab.emulator.revokeScope(DEMO.clientId, scope);
	const { error } = await run(operation);
	expect(error?.message).toBe('The DingTalk app lacks a permission');
	expect(error?.description).toContain(scope);
});
