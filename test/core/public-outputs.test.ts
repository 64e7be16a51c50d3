import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId } from '../support/locators';
import { operations } from '../support/node-form';
import { useCoreLab } from './support/core-lab';
import { itemWith, jsonOf, operationNode, putOnlyPart } from './support/operation-nodes';

const PLACE = ['spaceId', 'parentId', 'path', 'uuid'];
const FILE = ['fileId', 'fileName', 'fileSize', 'fileType', ...PLACE, 'version'];
const FOLDER = ['folderId', 'folderName', ...PLACE];
const TIMES = ['createdAt', 'modifiedAt'];
const SIGNED = [
	'resourceUrls',
	'headers',
	'expirationSeconds',
	'expiresAt',
	'region',
	'internalResourceUrls',
];

/** Later nodes in the field read these: whoever renames one breaks their workflows. New ones may be added. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
	'file:commit': [...FILE, 'wasRenamed'],
	'file:delete': ['deleted', ...FILE],
	'file:get': [...FILE, ...TIMES],
	'file:getAll': [...FILE, ...TIMES],
	'file:getDownloadInfo': ['fileId', ...SIGNED],
	'file:getPartUploadInfos': ['partNumber', ...SIGNED],
	'file:startMultipartUpload': [
		'uploadKey',
		'spaceId',
		'parentId',
		'fileName',
		'fileSize',
		'parts',
		'partSizeBytes',
	],
	'file:upload': [...FILE, 'wasRenamed', 'upload'],
	'folder:create': [...FOLDER, ...TIMES],
	'folder:getAll': [...FOLDER, ...TIMES],
	// DingTalk's own answer, with the ID as text.
	'space:getAll': ['spaceId', 'spaceName'],
};

const lab = useCoreLab();

async function run(operation: string, parameters: INodeParameters = {}): Promise<IDataObject> {
	const [resource = '', name = ''] = operation.split(':');
	const [json] = await jsonOf(lab, operationNode(resource, name, parameters), [itemWith('a.txt')]);
	return json ?? {};
}

/** What an operation needs to answer something: a file of five bytes, or an upload of it. */
async function parametersFor(operation: string): Promise<INodeParameters> {
	const file = { fileName: 'b.txt', fileSize: 5 };
	const startUpload = async () => String((await run('file:startMultipartUpload', file))['uploadKey']);
	const upload = async () => byId(String((await run('file:upload'))['fileId']));
	switch (operation) {
		case 'file:startMultipartUpload':
			return file;
		case 'file:getPartUploadInfos':
			return { uploadKey: await startUpload(), partNumbers: '1' };
		case 'file:commit':
			return { ...file, uploadKey: await uploadOnePart() };
		case 'folder:create':
			return { folderName: 'New' };
		default:
			return { fileId: await upload() };
	}

	async function uploadOnePart(): Promise<string> {
		const uploadKey = await startUpload();
		await putOnlyPart(lab, uploadKey, Buffer.from('hello'));
		return uploadKey;
	}
}

test('these are the operations', () => {
	const known = operations.map(({ resource, operation }) => `${resource}:${operation}`);
	expect(known.sort()).toEqual(Object.keys(KEYS).sort());
});

test.each(Object.entries(KEYS))('%s answers these', async (operation, keys) => {
	const json = await run(operation, await parametersFor(operation));
	const isNotAll = operation === 'space:getAll';
	expect(Object.keys(json)).toEqual(isNotAll ? expect.arrayContaining([...keys]) : keys);
});
