import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DEMO } from '../../emulator';
import { byId } from '../support/locators';
import { deterministicBytes } from '../support/pattern-bytes';
import { uploadNode, useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode } from './support/operation-nodes';

const lab = useCoreLab();

const MIB = 1024 * 1024;
const HELLO = { fileName: 'a.txt', fileSize: 5 };

const start = async (parameters: INodeParameters = HELLO) =>
	await jsonOf(lab, operationNode('file', 'startMultipartUpload', { parentId: byId('0'), ...parameters }));
const commitNode = (parameters: INodeParameters, settings = {}) =>
	operationNode('file', 'commit', { parentId: byId('0'), ...parameters }, settings);

/** Sends the parts to where the node says. */
async function putParts(uploadKey: string, parts: readonly Buffer[]): Promise<void> {
	const infos = await jsonOf(
		lab,
		operationNode('file', 'getPartUploadInfos', { uploadKey, partNumbers: `1-${parts.length}` }),
	);
	for (const [index, { resourceUrls, headers }] of infos.entries()) {
		const [url = ''] = resourceUrls as string[];
		const answer = await fetch(url, {
			method: 'PUT',
			headers: headers as Record<string, string>,
			body: parts[index] as Buffer,
		});
		expect(answer.status).toBe(200);
	}
}

/** An upload of which only the commit is left. */
async function stored(parameters: INodeParameters = HELLO, bytes = Buffer.from('hello')): Promise<string> {
	const [{ uploadKey } = {}] = await start(parameters);
	await putParts(uploadKey as string, [bytes]);
	return uploadKey as string;
}

test('start, addresses, PUT and commit make the file', async () => {
	const bytes = deterministicBytes(33 * MIB);
	const [started] = await start({ fileName: ' backup.bin ', fileSize: bytes.length });
	expect(started).toEqual({
		uploadKey: expect.any(String),
		spaceId: DEMO.spaceId,
		parentId: '0',
		fileName: 'backup.bin',
		fileSize: bytes.length,
		parts: 3,
		partSizeBytes: 16 * MIB,
	});
	const { uploadKey, parts, partSizeBytes } = started as {
		uploadKey: string;
		parts: number;
		partSizeBytes: number;
	};
	await putParts(
		uploadKey,
		Array.from({ length: parts }, (_, index) =>
			bytes.subarray(index * partSizeBytes, (index + 1) * partSizeBytes),
		),
	);
	const { outputs } = await lab.n8n.run(
		commitNode({ uploadKey, fileName: 'backup.bin', fileSize: bytes.length }),
		[{ json: {} }],
	);
	expect(outputs[0]).toEqual([
		{
			json: {
				fileId: expect.any(String),
				fileName: 'backup.bin',
				fileSize: bytes.length,
				fileType: 'bin',
				spaceId: DEMO.spaceId,
				parentId: '0',
				path: '/backup.bin',
				uuid: expect.any(String),
				version: 1,
				wasRenamed: false,
			},
			pairedItem: { item: 0 },
		},
	]);
	const [file] = lab.emulator.files();
	expect((await lab.emulator.readFile(file?.id ?? '')).equals(bytes)).toBe(true);
});

test.each([0, 1, 16 * MIB, 16 * MIB + 1, 10 ** 12, 48 * 1024 ** 4])(
	'a plan for %d bytes has parts that hold them',
	async (fileSize) => {
		const [started] = await start({ fileName: 'a.bin', fileSize });
		const { parts, partSizeBytes } = started as { parts: number; partSizeBytes: number };
		expect(parts).toBeLessThanOrEqual(10_000);
		expect(parts * partSizeBytes).toBeGreaterThanOrEqual(fileSize);
		expect((parts - 1) * partSizeBytes).toBeLessThan(Math.max(fileSize, 1));
	},
);

test('a region is asked for only if chosen, and name, folder and size are checked beforehand', async () => {
	await start();
	await start({ ...HELLO, options: { preferRegion: 'SHANGHAI' } });
	const inits = lab.emulator.calls({ operation: 'init', status: 200 });
	const preCheckParam = { name: 'a.txt', parentId: '0', size: 5 };
	expect(inits.map(({ body }) => body?.['option'])).toEqual([
		{ storageDriver: 'DINGTALK', preCheckParam },
		{ storageDriver: 'DINGTALK', preCheckParam, preferRegion: 'SHANGHAI' },
	]);
});

describe('a commit', () => {
	test('whose answer is lost is looked for, and its file is the result', async () => {
		const uploadKey = await stored();
		lab.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		const [json] = await jsonOf(lab, commitNode({ ...HELLO, uploadKey }));
		lab.emulator.faults.assertConsumed();
		expect(json).toMatchObject({ fileId: lab.emulator.files()[0]?.id, fileName: 'a.txt', wasRenamed: false });
		expect(lab.emulator.files()).toHaveLength(1);
	});

	test('that was not carried out is sent again', async () => {
		const uploadKey = await stored();
		lab.emulator.faults.add({ kind: 'reset-before-response', operation: 'commit' });
		await jsonOf(lab, commitNode({ ...HELLO, uploadKey }));
		expect(lab.emulator.files()).toHaveLength(1);
		expect(lab.emulator.calls({ operation: 'commit' })).toHaveLength(2);
	});

	test('with another size than was stored is refused, and nothing is made', async () => {
		const uploadKey = await stored();
		const { error } = await lab.n8n.run(commitNode({ ...HELLO, fileSize: 6, uploadKey }), [{ json: {} }]);
		expect(error).toMatchObject({
			message: 'DingTalk could not put the stored parts together to a file of this size',
			context: { itemIndex: 0, data: { code: 'STORE_FAILED' } },
		});
		expect(lab.emulator.files()).toEqual([]);
	});

	test('whose key is used up is refused', async () => {
		const uploadKey = await stored();
		await jsonOf(lab, commitNode({ ...HELLO, uploadKey }));
		const { error } = await lab.n8n.run(commitNode({ ...HELLO, uploadKey }), [{ json: {} }]);
		expect(error?.message).toBe('DingTalk does not know the upload key, or the upload is already done');
		expect(error?.description).toContain("'Upload Key'");
		expect(lab.emulator.files()).toHaveLength(1);
	});

	test.each<[string, object]>([
		['AUTO_RENAME', { fileName: 'a(1).txt', fileSize: 5, version: 1, wasRenamed: true }],
		['OVERWRITE', { fileName: 'a.txt', fileSize: 5, version: 2, wasRenamed: false }],
		['RETURN_DENTRY_IF_EXISTS', { fileName: 'a.txt', fileSize: 13, version: 1, wasRenamed: false }],
	])('of a name that is taken: %s', async (conflictStrategy, expected) => {
		await lab.n8n.run(uploadNode({ options: { fileName: 'a.txt' } }), [itemWith('another text.')]);
		const uploadKey = await stored();
		const [json] = await jsonOf(lab, commitNode({ ...HELLO, uploadKey, options: { conflictStrategy } }));
		expect(json).toMatchObject(expected);
	});

	test('of a name that is taken may fail', async () => {
		await lab.n8n.run(uploadNode(), [itemWith('a.txt')]);
		const uploadKey = await stored();
		const options = { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' };
		const { error } = await lab.n8n.run(commitNode({ ...HELLO, uploadKey, options }), [{ json: {} }]);
		expect(error?.message).toBe('The name is already taken in the folder');
	});

	test('not simplified is what DingTalk sent', async () => {
		const uploadKey = await stored();
		const [json] = await jsonOf(lab, commitNode({ ...HELLO, uploadKey, simplify: false }));
		expect(json).toMatchObject({ type: 'FILE', name: 'a.txt', status: 'NORMAL', size: 5 });
		expect(json).not.toHaveProperty('fileId');
	});

	test('of each item is its own, and one that fails does not stop the others', async () => {
		const keys = [
			await stored({ fileName: '0', fileSize: 5 }),
			'nonsense',
			await stored({ fileName: '2', fileSize: 5 }),
		];
		const node = commitNode(
			{ uploadKey: '={{ $json.uploadKey }}', fileName: '={{ $json.name }}', fileSize: 5 },
			{ onError: 'continueErrorOutput' },
		);
		const { outputs } = await lab.n8n.run(
			node,
			keys.map((uploadKey, index) => ({ json: { uploadKey, name: String(index) } })),
		);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json['fileName'], pairedItem])).toEqual([
			['0', { item: 0 }],
			['2', { item: 2 }],
		]);
		expect(outputs[1]).toMatchObject([{ pairedItem: { item: 1 } }]);
	});
});

const byOperation = (operation: string) => (parameters: IDataObject) =>
	operationNode('file', operation, {
		parentId: byId('0'),
		...HELLO,
		uploadKey: 'key',
		...parameters,
	} as INodeParameters);

describe.each(['startMultipartUpload', 'commit'])('%s', (operation) => {
	const node = byOperation(operation);

	test.each<[string, IDataObject, string]>([
		['no name', { fileName: '={{ "" }}' }, "'File Name' is empty"],
		['a name with a slash', { fileName: 'a/b' }, "'File Name' must not contain the character /"],
		['no size', { fileSize: '={{ "" }}' }, "'File Size (Bytes)' is empty"],
		['half a byte', { fileSize: 1.5 }, "'File Size (Bytes)' must be a whole number from 0"],
		['less than nothing', { fileSize: -1 }, "'File Size (Bytes)' must be a whole number from 0"],
		['more than there can be', { fileSize: 1e300 }, "'File Size (Bytes)' must be a whole number from 0"],
		['no space', { spaceId: byId('={{ "" }}') }, "'Space' is empty"],
	])('%s: named, and nothing is sent', async (_, parameters, message) => {
		const { error } = await lab.n8n.run(node(parameters), [{ json: {} }]);
		expect(error?.message).toContain(message);
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(lab.emulator.calls()).toEqual([]);
	});

	test('a size that is text is a size', async () => {
		const { error } = await lab.n8n.run(node({ fileSize: "={{ '5' }}" }), [{ json: {} }]);
		expect(error?.message ?? '').not.toContain('File Size');
		expect(lab.emulator.calls()).not.toEqual([]);
	});
});

test('a commit without a key is told, and nothing is sent', async () => {
	const { error } = await lab.n8n.run(commitNode({ ...HELLO, uploadKey: ' ' }), [{ json: {} }]);
	expect(error?.message).toBe("'Upload Key' is empty");
	expect(lab.emulator.calls()).toEqual([]);
});
