import type { INodeProperties } from 'n8n-workflow';
import { name as packageName } from '../../../package.json';
import { choicesOf, credential, description, flatten, operations } from '../../support/node-form';

/** A field with what a workflow may hold for it: its modes, or its choices. */
function nameOf({ path, property }: { path: string; property: INodeProperties }): string {
	const values = [
		...(property.modes ?? []).map(({ name }) => name),
		...choicesOf(property).map(({ value }) => value),
	];
	return values.length > 0 ? `${path}: ${values.map((value) => value || "''").join(' | ')}` : path;
}

const SPACE = 'spaceId: list | id';
const FOLDER = 'parentId: list | id | path';
const FILE = 'fileId: list | id';
const OPERATOR = 'unionId: userId | unionId | mobile';
const TARGET = ['target: approvalSpace | folder', SPACE, FOLDER];
const MANY = ['returnAll', 'limit', OPERATOR];
const FILE_CONFLICT =
	'options.conflictStrategy: RETURN_ERROR_IF_EXISTS | RETURN_DENTRY_IF_EXISTS | AUTO_RENAME | OVERWRITE';
const REGION = "options.preferRegion: '' | SHANGHAI | SHENZHEN | SINGAPORE | ZHANGJIAKOU";

/** Workflows in the field hold these: whoever changes one breaks them. New ones may be added. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
	'file:commit': [
		...TARGET,
		'uploadKey',
		'fileName',
		'fileSize',
		OPERATOR,
		'simplify',
		'options',
		FILE_CONFLICT,
	],
	'file:delete': [SPACE, FILE, OPERATOR, 'options', 'options.toRecycleBin'],
	'file:get': [SPACE, FILE, OPERATOR, 'simplify'],
	'file:getDownloadInfo': [SPACE, FILE, OPERATOR, 'options', 'options.preferIntranet'],
	'file:getAll': [SPACE, FOLDER, ...MANY, 'simplify'],
	'file:getPartUploadInfos': ['uploadKey', 'partNumbers', OPERATOR, 'options', 'options.preferIntranet'],
	'file:startMultipartUpload': [...TARGET, 'fileName', 'fileSize', OPERATOR, 'options', REGION],
	'file:upload': [
		...TARGET,
		'binaryPropertyName',
		OPERATOR,
		'simplify',
		'options',
		FILE_CONFLICT,
		'options.fileName',
		'options.maxAttempts',
		'options.maxConcurrentParts',
		'options.partSizeMb',
		'options.preferIntranet',
		REGION,
		'options.resumeFrom',
		'options.stallTimeoutSeconds',
		'options.uploadMethod: automatic | multipart',
		'options.verifyParts',
	],
	'folder:create': [
		SPACE,
		FOLDER,
		'folderName',
		OPERATOR,
		'simplify',
		'options',
		'options.conflictStrategy: RETURN_ERROR_IF_EXISTS | RETURN_DENTRY_IF_EXISTS | AUTO_RENAME',
	],
	'folder:getAll': [SPACE, FOLDER, ...MANY, 'simplify'],
	'space:getAll': MANY,
};

test('these are the operations', () => {
	const known = operations.map(({ resource, operation }) => `${resource}:${operation}`);
	expect(known.sort()).toEqual(Object.keys(NAMES).sort());
});

test.each(operations)('$resource:$operation has these fields', ({ resource, operation, properties }) => {
	expect(flatten(properties).map(nameOf)).toEqual(NAMES[`${resource}:${operation}`]);
});

test('the node and its credential have these names', () => {
	expect(`${packageName}.${description.name}`).toBe('n8n-nodes-dingtalk-storage.dingTalkStorage');
	expect(description.version).toBe(1);
	expect(description.credentials).toEqual([expect.objectContaining({ name: 'dingTalkApi', required: true })]);
	expect(credential.name).toBe('dingTalkApi');
	expect(flatten(credential.properties).map(nameOf)).toEqual([
		'appType: internal | thirdParty',
		'clientId',
		'clientSecret',
		'authCorpId',
		'suiteTicket',
		'operatorType: mobile | unionId | userId',
		'userId',
		'unionId',
		'mobile',
		'host: china | custom | international',
		'apiBaseUrl',
		'legacyApiBaseUrl',
		'monthlyApiCalls',
		'accessToken',
		'issuedTo',
	]);
});

test("these are the credential's defaults, and its secrets", () => {
	const fields = flatten(credential.properties);
	const given = fields.filter(({ property }) => property.default !== '');
	expect(Object.fromEntries(given.map(({ path, property }) => [path, property.default]))).toEqual({
		appType: 'internal',
		operatorType: 'unionId',
		host: 'china',
		monthlyApiCalls: 5000,
	});
	const secret = fields.filter(({ property }) => property.typeOptions?.password === true);
	expect(secret.map(({ path }) => path)).toEqual(['clientSecret', 'suiteTicket', 'accessToken']);
});

/** What a workflow that says nothing gets. A default that changes, changes such workflows. */
test('these are the defaults', () => {
	const byName = (of: string) => {
		const found = operations.find(({ resource, operation }) => `${resource}:${operation}` === of);
		const fields = flatten(found?.properties ?? []).map(({ path, property }) => [path, property.default]);
		return Object.fromEntries(fields) as Record<string, unknown>;
	};
	const root = { mode: 'list', value: '0', cachedResultName: '/ (Root folder)' };
	expect(byName('file:upload')).toEqual({
		target: 'folder',
		spaceId: { mode: 'list', value: '' },
		parentId: root,
		binaryPropertyName: 'data',
		unionId: { mode: 'userId', value: '' },
		simplify: true,
		options: {},
		'options.conflictStrategy': 'AUTO_RENAME',
		'options.fileName': '',
		'options.maxAttempts': 8,
		'options.maxConcurrentParts': 4,
		'options.partSizeMb': 16,
		'options.preferIntranet': false,
		'options.preferRegion': '',
		'options.resumeFrom': '',
		'options.stallTimeoutSeconds': 60,
		'options.uploadMethod': 'multipart',
		'options.verifyParts': true,
	});
	expect(byName('folder:create')).toMatchObject({
		parentId: root,
		simplify: true,
		'options.conflictStrategy': 'RETURN_DENTRY_IF_EXISTS',
	});
	expect(byName('file:commit')).toMatchObject({ 'options.conflictStrategy': 'AUTO_RENAME' });
	expect(byName('file:getAll')).toMatchObject({
		parentId: root,
		returnAll: false,
		limit: 50,
		simplify: true,
	});
	expect(byName('file:delete')).toMatchObject({ 'options.toRecycleBin': false });
});
