import {
	ApiClient,
	createUploadSession,
	StorageApi,
	withSingleRequest,
	type UploadTarget,
} from '../../../lib/dingtalk';
import { UploadExpired } from '../../../lib/upload';
import { fakeTransport, ok, refused, type FakeTransport } from './fake-transport';

const NEVER = new AbortController().signal;
const MAX_BYTES = 1_000;
const TARGET: UploadTarget = {
	spaceId: 's/1',
	parentId: '5',
	unionId: 'union',
	fileName: 'a.pdf',
	conflictStrategy: 'AUTO_RENAME',
	preferIntranet: false,
};
const HEADERS = { Authorization: 'OSS a:b', 'x-oss-date': 'now' };
const SIGNED = {
	headerSignatureInfo: {
		resourceUrls: ['https://storage.example/whole'],
		headers: HEADERS,
		expirationSeconds: 900,
	},
};
const SINGLE = ok({ uploadKey: 'single', storageDriver: 'DINGTALK', ...SIGNED });
const MULTIPART = ok({ uploadKey: 'multipart', storageDriver: 'DINGTALK' });
const PART_INFOS = ok({ multipartHeaderSignatureInfos: [{ partNumber: 1, ...SIGNED }] });

const SINGLE_PATH = '/v1.0/storage/spaces/s%2F1/files/uploadInfos/query';
const INIT_PATH = '/v1.0/storage/spaces/s%2F1/files/multiPartUploadInfos/init';
const QUERY_PATH = '/v1.0/storage/spaces/files/multiPartUploadInfos/query';

function createSession(transport: FakeTransport, target: Partial<UploadTarget> = {}, now?: () => number) {
	const clock = { random: () => 0, sleep: async () => {} };
	const api = new StorageApi(new ApiClient(transport, { clock }));
	const whole = { ...TARGET, ...target };
	return withSingleRequest(createUploadSession(api, whole), api, whole, MAX_BYTES, now);
}

const paths = ({ requests }: FakeTransport) => requests.map(({ path }) => path);

test('a small file is opened and signed by one call, with the checks of the other way', async () => {
	const transport = fakeTransport(SINGLE);
	const session = createSession(transport, { preferIntranet: true, preferRegion: 'SHANGHAI' });
	expect(await session.open(MAX_BYTES, NEVER)).toBe('single');
	expect(await session.signParts('single', [1], NEVER)).toMatchObject([
		{ partNumber: 1, resourceUrls: ['https://storage.example/whole'], headers: HEADERS },
	]);
	expect(transport.requests).toMatchObject([
		{
			host: 'api',
			method: 'POST',
			path: SINGLE_PATH,
			query: { unionId: 'union' },
			body: {
				protocol: 'HEADER_SIGNATURE',
				multipart: false,
				option: {
					storageDriver: 'DINGTALK',
					preCheckParam: { name: 'a.pdf', parentId: '5', size: MAX_BYTES },
					preferRegion: 'SHANGHAI',
					preferIntranet: true,
				},
			},
		},
	]);
});

test('the intranet is declined by name, because DingTalk would assume it', async () => {
	const transport = fakeTransport(SINGLE);
	await createSession(transport).open(0, NEVER);
	expect(transport.requests[0]?.body).toMatchObject({ option: { preferIntranet: false } });
});

test('a call that opened in vain is sent again: an unused upload is not visible', async () => {
	const transport = fakeTransport(refused(503, 'operationTimeout'), SINGLE);
	expect(await createSession(transport).open(1, NEVER)).toBe('single');
});

test('the signature ages from the moment the call was sent', async () => {
	let nowMs = 1_000_000;
	const transport = fakeTransport(async () => {
		nowMs += 20_000;
		return SINGLE;
	});
	const session = createSession(transport, {}, () => nowMs);
	const [part] = await session.signParts(await session.open(1, NEVER), [1], NEVER);
	expect(part?.expiresAtMs).toBe(1_900_000);
});

test('a larger file goes in parts', async () => {
	const transport = fakeTransport(MULTIPART, PART_INFOS);
	const session = createSession(transport);
	expect(await session.open(MAX_BYTES + 1, NEVER)).toBe('multipart');
	expect(await session.signParts('multipart', [1], NEVER)).toHaveLength(1);
	expect(paths(transport)).toEqual([INIT_PATH, QUERY_PATH]);
});

test('a signature that is asked for twice is of no use any more, and the next upload goes in parts', async () => {
	const transport = fakeTransport(SINGLE, MULTIPART, PART_INFOS);
	const session = createSession(transport);
	await session.signParts(await session.open(1, NEVER), [1], NEVER);
	await expect(session.signParts('single', [1], NEVER)).rejects.toBeInstanceOf(UploadExpired);
	expect(await session.open(1, NEVER)).toBe('multipart');
	expect(await session.signParts('multipart', [1], NEVER)).toHaveLength(1);
	expect(paths(transport)).toEqual([SINGLE_PATH, INIT_PATH, QUERY_PATH]);
});

test('an upload that another session has opened is signed as one in parts', async () => {
	const transport = fakeTransport(PART_INFOS);
	expect(await createSession(transport).signParts('earlier', [1], NEVER)).toHaveLength(1);
	expect(paths(transport)).toEqual([QUERY_PATH]);
});

test('the rest is that of the session below', () => {
	const api = new StorageApi(new ApiClient(fakeTransport()));
	const session = createUploadSession(api, TARGET);
	const { open, signParts, ...rest } = withSingleRequest(session, api, TARGET, MAX_BYTES);
	expect(rest).toEqual({
		maxPartsPerSigning: session.maxPartsPerSigning,
		commit: session.commit,
		isUploadGone: session.isUploadGone,
		isCommitUnclear: session.isCommitUnclear,
	});
	expect([open, signParts]).not.toContain(session.open);
});
