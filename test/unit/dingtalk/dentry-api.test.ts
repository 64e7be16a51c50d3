import { DentryApi, DingTalkError, type ConflictStrategy } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused } from './fake-transport';
import { scriptedClient, testsOfRepeatableCall } from './scripted-client';

const NEVER = new AbortController().signal;
const DENTRY = { id: '7', spaceId: 's/1', name: 'a.pdf' };
const ADDRESS = { spaceId: 's/1', dentryId: '7', unionId: 'u' };
const FOLDER = { spaceId: 's/1', parentId: '0', unionId: 'u', name: 'Reports' };
const SIGNED = {
	headerSignatureInfo: {
		resourceUrls: ['https://storage.example/a'],
		headers: { Authorization: 'OSS a:b' },
		expirationSeconds: 900,
		region: 'SHANGHAI',
	},
};

function createApi(...answers: Parameters<typeof fakeTransport>) {
	const { client, requests } = scriptedClient(...answers);
	return { api: new DentryApi(client), requests };
}

type Call = readonly [
	operation: string,
	answer: object,
	call: (api: DentryApi) => Promise<unknown>,
	request: object,
	result: object,
];

/** All of them do no harm when carried out twice. */
const CALLS: readonly Call[] = [
	[
		'getDentry',
		{ dentry: DENTRY },
		(api) => api.getDentry(ADDRESS, NEVER),
		{
			method: 'POST',
			path: '/v1.0/storage/spaces/s%2F1/dentries/7/query',
			query: { unionId: 'u' },
			body: {},
		},
		{ id: '7', name: 'a.pdf' },
	],
	[
		'createFolder',
		{ dentry: { ...DENTRY, type: 'FOLDER' } },
		(api) => api.createFolder({ ...FOLDER, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' }, NEVER),
		{
			method: 'POST',
			path: '/v1.0/storage/spaces/s%2F1/dentries/0/folders',
			query: { unionId: 'u' },
			body: { name: 'Reports', option: { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } },
		},
		{ id: '7', type: 'FOLDER' },
	],
	[
		'deleteDentry',
		{ async: true, taskId: 't/1' },
		(api) => api.deleteDentry(ADDRESS, true, NEVER),
		{
			method: 'DELETE',
			path: '/v1.0/storage/spaces/s%2F1/dentries/7',
			query: { unionId: 'u', toRecycleBin: 'true' },
		},
		{ taskId: 't/1' },
	],
	[
		'getTask',
		{ task: { id: 't/1', status: 'in_progress' } },
		(api) => api.getTask('t/1', 'u', NEVER),
		{ method: 'GET', path: '/v1.0/storage/tasks/t%2F1', query: { unionId: 'u' } },
		{ status: 'IN_PROGRESS' },
	],
	[
		'getFileDownloadInfo',
		SIGNED,
		(api) => api.getFileDownloadInfo(ADDRESS, false, NEVER),
		{
			method: 'POST',
			path: '/v1.0/storage/spaces/s%2F1/dentries/7/downloadInfos/query',
			query: { unionId: 'u' },
			body: { option: { preferIntranet: false } },
		},
		{
			resourceUrls: ['https://storage.example/a'],
			headers: { Authorization: 'OSS a:b' },
			expirationSeconds: 900,
			region: 'SHANGHAI',
			internalResourceUrls: [],
		},
	],
];

describe.each(CALLS)('%s', (operation, answer, call, request, result) => {
	test('goes out as DingTalk documents it, and its answer is read', async () => {
		const { api, requests } = createApi(ok(answer));
		expect(await call(api)).toMatchObject(result);
		expect(requests).toEqual([{ host: 'api', signal: expect.any(AbortSignal), ...request }]);
	});

	testsOfRepeatableCall(operation, answer, (client) => call(new DentryApi(client)));

	test.each([[{}], ['<html>'], [null]])('does without %j for an answer', async (nothing) => {
		const bad = Array.from({ length: 5 }, () => ok(nothing));
		// Whether a deletion goes on is all that its answer says.
		const isFine = operation === 'deleteDentry' && JSON.stringify(nothing) === '{}';
		const outcome = await call(createApi(...bad).api).catch((error: DingTalkError) => error.code);
		expect(outcome).toEqual(isFine ? { taskId: undefined } : 'API_BAD_ANSWER');
	});
});

describe('what is not found', () => {
	const NOT_FOUND = refused(404, 'dentryNotExist');

	test.each<[string, (api: DentryApi) => Promise<unknown>]>([
		['getDentry', (api) => api.getDentry(ADDRESS, NEVER)],
		['deleteDentry', (api) => api.deleteDentry(ADDRESS, false, NEVER)],
		['getFileDownloadInfo', (api) => api.getFileDownloadInfo(ADDRESS, false, NEVER)],
	])('by %s is the file', async (operation, call) => {
		await expect(call(createApi(NOT_FOUND).api)).rejects.toMatchObject({
			code: 'FILE_NOT_FOUND',
			facts: { operation, apiCode: 'dentryNotExist', httpStatus: 404 },
			cause: { code: 'PARENT_NOT_FOUND' },
		});
	});

	test('by createFolder is the folder above', async () => {
		const create = createApi(NOT_FOUND).api.createFolder(
			{ ...FOLDER, conflictStrategy: 'AUTO_RENAME' },
			NEVER,
		);
		await expect(create).rejects.toMatchObject({ code: 'PARENT_NOT_FOUND' });
	});
});

describe('a folder that may be made twice', () => {
	test.each<ConflictStrategy>(['AUTO_RENAME', 'RETURN_ERROR_IF_EXISTS'])(
		'is not, with %s, where the answer got lost',
		async (conflictStrategy) => {
			const { api, requests } = createApi(new DingTalkError('API_CONNECTION_LOST'));
			const create = api.createFolder({ ...FOLDER, conflictStrategy }, NEVER);
			await expect(create).rejects.toMatchObject({ code: 'API_CONNECTION_LOST' });
			expect(requests).toHaveLength(1);
		},
	);

	test('is asked for again where it was certainly not made', async () => {
		const throttled = refused(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
		const { api, requests } = createApi(throttled, ok({ dentry: DENTRY }));
		await api.createFolder({ ...FOLDER, conflictStrategy: 'AUTO_RENAME' }, NEVER);
		expect(requests).toHaveLength(2);
	});
});

test('a deletion that is over with its answer has no task, whatever its id', async () => {
	const { api } = createApi(ok({ async: false, taskId: '7' }), ok({ taskId: '7' }));
	expect(await api.deleteDentry(ADDRESS, false, NEVER)).toEqual({ taskId: undefined });
	expect(await api.deleteDentry(ADDRESS, false, NEVER)).toEqual({ taskId: undefined });
});
