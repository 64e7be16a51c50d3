import {
	ApiClient,
	createUploadSession,
	DingTalkError,
	StorageApi,
	type UploadTarget,
} from '../../../lib/dingtalk';
import { fakeTransport, ok, refused, type FakeTransport } from './fake-transport';

const NEVER = new AbortController().signal;
const DENTRY = { id: '1', spaceId: 's/1', name: 'a.pdf' };
const TARGET: UploadTarget = {
	spaceId: 's/1',
	parentId: '0',
	unionId: 'union',
	fileName: 'a.pdf',
	conflictStrategy: 'AUTO_RENAME',
	preferIntranet: false,
};

function createSession(transport: FakeTransport, target: Partial<UploadTarget> = {}, now = Date.now) {
	const clock = { now, sleep: async () => {} };
	return createUploadSession(new StorageApi(new ApiClient(transport)), { ...TARGET, ...target }, { clock });
}

const signature = (partNumber: number) => ({
	partNumber,
	headerSignatureInfo: {
		resourceUrls: [`https://storage.example/x?partNumber=${partNumber}`],
		headers: { Authorization: 'OSS a:b' },
		expirationSeconds: 900,
	},
});

test('opening has DingTalk check name, size and folder beforehand', async () => {
	const transport = fakeTransport(ok({ uploadKey: 'key', storageDriver: 'DINGTALK' }));
	expect(await createSession(transport, { preferRegion: 'SHANGHAI' }).open(123, NEVER)).toBe('key');
	expect(transport.requests[0]).toMatchObject({
		path: '/v1.0/storage/spaces/s%2F1/files/multiPartUploadInfos/init',
		query: { unionId: 'union' },
		body: {
			option: {
				storageDriver: 'DINGTALK',
				preferRegion: 'SHANGHAI',
				preCheckParam: { name: 'a.pdf', parentId: '0', size: 123 },
			},
		},
	});
});

test('opening repeats a call whose answer was lost: an unused upload is not visible', async () => {
	const transport = fakeTransport(refused(503, 'operationTimeout'), ok({ uploadKey: 'key' }));
	const api = new StorageApi(new ApiClient(transport, { clock: { random: () => 0, sleep: async () => {} } }));
	expect(await createUploadSession(api, TARGET).open(1, NEVER)).toBe('key');
});

test('signing always says whether the intranet is wanted, because DingTalk would assume so', async () => {
	const transport = fakeTransport(ok({ multipartHeaderSignatureInfos: [] }));
	await createSession(transport).signParts('key', [1, 2], NEVER);
	expect(transport.requests[0]).toMatchObject({
		path: '/v1.0/storage/spaces/files/multiPartUploadInfos/query',
		body: { uploadKey: 'key', partNumbers: [1, 2], option: { preferIntranet: false } },
	});
});

test('signatures age from the moment the call was sent', async () => {
	let nowMs = 1_000_000;
	const transport = fakeTransport(async () => {
		nowMs += 20_000;
		return ok({ multipartHeaderSignatureInfos: [signature(2), signature(1)] });
	});
	const parts = await createSession(transport, {}, () => nowMs).signParts('key', [1, 2], NEVER);
	expect(parts.map(({ partNumber }) => partNumber)).toEqual([2, 1]);
	expect(parts[0]?.expiresAtMs).toBe(1_900_000);
});

test('at most 30 part numbers go into one call', () => {
	expect(createSession(fakeTransport()).maxPartsPerSigning).toBe(30);
});

test('the commit always carries the size', async () => {
	const transport = fakeTransport(ok({ dentry: DENTRY }));
	const file = await createSession(transport, { conflictStrategy: 'OVERWRITE' }).commit(
		{ uploadKey: 'key', sizeBytes: 0 },
		NEVER,
	);
	expect(file.name).toBe('a.pdf');
	expect(transport.requests[0]).toMatchObject({
		path: '/v1.0/storage/spaces/s%2F1/files/commit',
		body: {
			uploadKey: 'key',
			name: 'a.pdf',
			parentId: '0',
			option: { size: 0, conflictStrategy: 'OVERWRITE' },
		},
	});
});

const UNCLEAR = [
	['a server answer', refused(500, 'systemError')],
	['a time-out behind the gateway', refused(503, 'operationTimeout')],
	['a broken connection', new DingTalkError('API_CONNECTION_LOST')],
	['a page instead of an answer', ok('<html>')],
	['an answer without a file', ok({})],
] as const;

test.each(UNCLEAR)('after %s the folder is looked at before anything is sent again', async (_, answer) => {
	const transport = fakeTransport(answer, ok({ dentries: [] }), ok({ dentry: DENTRY }));
	const session = createSession(transport);
	expect((await session.commit({ uploadKey: 'key', sizeBytes: 1 }, NEVER)).id).toBe('1');
	expect(transport.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'POST /v1.0/storage/spaces/s%2F1/files/commit',
		'GET /v1.0/storage/spaces/s%2F1/dentries',
		'POST /v1.0/storage/spaces/s%2F1/files/commit',
	]);
	expect(transport.requests[2]?.body).toEqual(transport.requests[0]?.body);
});

test.each([
	['dentryNameConflict', 'NAME_TAKEN'],
	['permissionDenied', 'PERMISSION_DENIED'],
	['dentryStoreError', 'STORE_FAILED'],
])('a refusal of the commit (%s) is no uncertainty', async (apiCode, code) => {
	const transport = fakeTransport(refused(400, apiCode));
	await expect(
		createSession(transport).commit({ uploadKey: 'key', sizeBytes: 1 }, NEVER),
	).rejects.toMatchObject({ code });
});

describe('a file that the folder shows', () => {
	const LOST = new DingTalkError('API_CONNECTION_LOST');
	const USED_UP = refused(400, 'paramError');
	const FOUND = { ...DENTRY, id: '2', type: 'FILE', size: 1, version: 1 };
	const sentAtMs = Date.UTC(2026, 4, 28, 1, 37, 16);
	const page = (entry: object, nextToken = '') => ok({ dentries: [{ ...FOUND, ...entry }], nextToken });
	const commit = (transport: FakeTransport) =>
		createSession(transport, {}, () => sentAtMs).commit({ uploadKey: 'key', sizeBytes: 1 }, NEVER);

	test('without a time that can be read is it only after the key was refused', async () => {
		const undated = page({ createTime: 'Thu May 28 09:37:16 XYZ 2026' });
		const transport = fakeTransport(LOST, undated, USED_UP, undated);
		expect((await commit(transport)).id).toBe('2');
		expect(transport.requests).toHaveLength(4);
	});

	test('on two pages, because others were added meanwhile, is one file', async () => {
		const times = { createTime: '2026-05-28T01:37:16Z', modifiedTime: '2026-05-28T01:37:16Z' };
		const transport = fakeTransport(LOST, page(times, 'more'), page(times));
		expect((await commit(transport)).id).toBe('2');
		expect(transport.requests[2]?.query).toMatchObject({ nextToken: 'more' });
	});

	test.each([
		[119_000, '2'],
		[121_000, '1'],
	])("made %d ms before, where no header tells DingTalk's clock: file %s", async (beforeMs, id) => {
		const createTime = new Date(sentAtMs - beforeMs).toISOString();
		const transport = fakeTransport(LOST, page({ createTime }), ok({ dentry: DENTRY }));
		expect((await commit(transport)).id).toBe(id);
	});
});

describe('what an error says about the upload', () => {
	const session = createSession(fakeTransport());
	const refusedCommit = (apiCode: string) =>
		new DingTalkError('INVALID_REQUEST', { operation: 'commitFile', apiCode });

	test.each([
		['a key that signing refuses', new DingTalkError('UPLOAD_KEY_INVALID'), true],
		['a commit refused with the bare code', refusedCommit('paramError'), true],
		['a commit refused for a certain value', refusedCommit('paramError.conflictStrategy'), false],
		[
			'another call refused with the bare code',
			new DingTalkError('INVALID_REQUEST', { operation: 'listDentries', apiCode: 'paramError' }),
			false,
		],
		[
			'a commit that stays unclear after the bare code',
			new DingTalkError('COMMIT_UNCERTAIN', { operation: 'commitFile', apiCode: 'paramError' }),
			false,
		],
		['another error', new Error('paramError'), false],
	])('%s: gone or not', (_, error, isGone) => {
		expect(session.isUploadGone(error)).toBe(isGone);
	});

	test.each([
		['a commit that stays unclear', new DingTalkError('COMMIT_UNCERTAIN', { unclearSinceMs: 1 }), true],
		['a refusal after an unclear commit', new DingTalkError('SPACE_FULL', { unclearSinceMs: 1 }), true],
		['a refusal', new DingTalkError('SPACE_FULL'), false],
		['another error', new Error('unclear'), false],
	])('%s: unclear or not', (_, error, isUnclear) => {
		expect(session.isCommitUnclear(error)).toBe(isUnclear);
	});
});
