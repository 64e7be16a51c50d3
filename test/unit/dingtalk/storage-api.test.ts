import { DingTalkError, StorageApi } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused } from './fake-transport';
import { scriptedClient, testsOfRepeatableCall } from './scripted-client';

const NEVER = new AbortController().signal;
const DENTRY = { id: '1', spaceId: 's/1', name: 'a.pdf' };
const BUSY = refused(503, 'operationTimeout');

function createApi(...answers: Parameters<typeof fakeTransport>) {
	const { client, requests } = scriptedClient(...answers);
	return { api: new StorageApi(client), requests };
}

type Call = readonly [
	operation: string,
	answer: object,
	call: (api: StorageApi) => Promise<unknown>,
	request: object,
];

const COMMIT = {
	uploadKey: 'key',
	name: 'a.pdf',
	parentId: '0',
	size: 5,
	conflictStrategy: 'OVERWRITE',
} as const;

const CALLS: readonly Call[] = [
	[
		'initMultipartFileUpload',
		{ uploadKey: 'key' },
		(api) => api.initMultipartFileUpload('s/1', 'u', { preferRegion: 'SHANGHAI' }, NEVER),
		{
			method: 'POST',
			path: '/v1.0/storage/spaces/s%2F1/files/multiPartUploadInfos/init',
			query: { unionId: 'u' },
			body: { option: { storageDriver: 'DINGTALK', preferRegion: 'SHANGHAI' } },
		},
	],
	[
		'getMultipartFileUploadInfos',
		{ multipartHeaderSignatureInfos: [] },
		(api) =>
			api.getMultipartFileUploadInfos('u', { uploadKey: 'k', partNumbers: [1], preferIntranet: true }, NEVER),
		{
			method: 'POST',
			path: '/v1.0/storage/spaces/files/multiPartUploadInfos/query',
			query: { unionId: 'u' },
			body: { uploadKey: 'k', partNumbers: [1], option: { preferIntranet: true } },
		},
	],
	[
		'listDentries',
		{ dentries: [DENTRY] },
		(api) => api.listDentries('s/1', 'u', { parentId: '5', order: 'byName' }, NEVER),
		{
			method: 'GET',
			path: '/v1.0/storage/spaces/s%2F1/dentries',
			query: { unionId: 'u', parentId: '5', maxResults: '50', orderBy: 'NAME', order: 'ASC' },
		},
	],
	[
		'listSpaces',
		{ spaces: [] },
		(api) => api.listSpaces('u', 'more', NEVER),
		{
			method: 'GET',
			path: '/v1.0/drive/spaces',
			query: { unionId: 'u', spaceType: 'org', maxResults: '50', nextToken: 'more' },
		},
	],
];

describe.each(CALLS)('%s', (operation, answer, call, request) => {
	test('goes out as DingTalk documents it', async () => {
		const { api, requests } = createApi(ok(answer));
		await call(api);
		expect(requests).toEqual([{ host: 'api', signal: expect.any(AbortSignal), ...request }]);
	});

	testsOfRepeatableCall(operation, answer, (client) => call(new StorageApi(client)));
});

describe('commitFile', () => {
	test('goes out as DingTalk documents it', async () => {
		const { api, requests } = createApi(ok({ dentry: DENTRY }));
		expect((await api.commitFile('s/1', 'u', COMMIT, NEVER)).id).toBe('1');
		expect(requests[0]).toMatchObject({
			host: 'api',
			method: 'POST',
			path: '/v1.0/storage/spaces/s%2F1/files/commit',
			query: { unionId: 'u' },
			body: {
				uploadKey: 'key',
				name: 'a.pdf',
				parentId: '0',
				option: { size: 5, conflictStrategy: 'OVERWRITE' },
			},
		});
	});

	test.each([
		['SERVER_BUSY', BUSY],
		['API_CONNECTION_LOST', new DingTalkError('API_CONNECTION_LOST')],
	])('is never sent again by itself after %s', async (code, answer) => {
		const { api, requests } = createApi(answer);
		const failing = api.commitFile('s/1', 'u', COMMIT, NEVER);
		await expect(failing).rejects.toMatchObject({ code, facts: { operation: 'commitFile' } });
		expect(requests).toHaveLength(1);
	});
});

describe('a page of a folder', () => {
	test('may be the newest entries, from where the last page ended', async () => {
		const { api, requests } = createApi(ok({ dentries: [DENTRY], nextToken: 'even more' }));
		const query = { parentId: '0', order: 'newestFirst', nextToken: 'more' } as const;
		expect(await api.listDentries('s', 'u', query, NEVER)).toMatchObject({
			entries: [{ id: '1' }],
			nextToken: 'even more',
			serverTimeMs: undefined,
		});
		expect(requests[0]?.query).toMatchObject({ orderBy: 'MODIFIED_TIME', order: 'DESC', nextToken: 'more' });
	});

	test("tells DingTalk's clock where the answer does", async () => {
		const { api } = createApi({ ...ok({ dentries: [] }), date: 'Sun, 22 Nov 2026 14:00:00 GMT' });
		const page = await api.listDentries('s', 'u', { parentId: '0', order: 'byName' }, NEVER);
		expect(page.serverTimeMs).toBe(Date.UTC(2026, 10, 22, 14));
	});
});
