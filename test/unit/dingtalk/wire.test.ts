import { DingTalkError } from '../../../lib/dingtalk';
import {
	parseAccessToken,
	parseDentryAnswer,
	parseDentryPage,
	parsePartUploadInfos,
	parseSpacePage,
	parseUploadKey,
} from '../../../lib/dingtalk/wire';

const DENTRY = { id: '222892787485', spaceId: '9876543210', name: 'a.pdf' };
const INFO = {
	resourceUrls: ['https://storage.example/a?partNumber=1'],
	headers: { Authorization: 'OSS a:b' },
};

const infos = (...entries: unknown[]) => ({ multipartHeaderSignatureInfos: entries });

describe('answers that cannot be used', () => {
	const parsers: Array<readonly [string, (body: unknown) => unknown]> = [
		['upload key', parseUploadKey],
		['part infos', parsePartUploadInfos],
		['commit', parseDentryAnswer],
		['dentries', parseDentryPage],
		['spaces', parseSpacePage],
		['login', parseAccessToken],
	];
	const bodies: Array<readonly [string, unknown]> = [
		['a web page', '<!doctype html><title>Sign in</title>'],
		['cut-off JSON', '{"uploadKey":"hwHP'],
		['nothing', ''],
		['null', null],
		['a list', []],
		['an empty object', {}],
		['a number', 7],
	];
	const cases = parsers.flatMap(([name, parse]) =>
		bodies.map(([what, body]) => [name, what, parse, body] as const),
	);

	test.each(cases)('%s: %s', (_name, _what, parse, body) => {
		let thrown: unknown;
		try {
			parse(body);
		} catch (error) {
			thrown = error;
		}
		expect(DingTalkError.is(thrown) && thrown.code).toBe('API_BAD_ANSWER');
	});

	test.each([
		['an upload key that is no text', () => parseUploadKey({ uploadKey: { key: 1 } })],
		['an empty upload key', () => parseUploadKey({ uploadKey: '' })],
		['part infos that are no list', () => parsePartUploadInfos({ multipartHeaderSignatureInfos: {} })],
		['a part without a signature', () => parsePartUploadInfos(infos({ partNumber: 1 }))],
		['a part number 0', () => parsePartUploadInfos(infos({ partNumber: 0, headerSignatureInfo: INFO }))],
		['a part number 1.5', () => parsePartUploadInfos(infos({ partNumber: 1.5, headerSignatureInfo: INFO }))],
		[
			'a part without an address',
			() =>
				parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: { ...INFO, resourceUrls: [] } })),
		],
		[
			'headers that are no text',
			() =>
				parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: { ...INFO, headers: { a: 1 } } })),
		],
		['a file without an id', () => parseDentryAnswer({ dentry: { ...DENTRY, id: undefined } })],
		['an infinite id', () => parseDentryAnswer({ dentry: { ...DENTRY, id: Infinity } })],
	])('%s', (_, parse) => {
		expect(parse).toThrow(DingTalkError);
	});
});

test('ids are text, also where they came as numbers', () => {
	const { id, spaceId, parentId } = parseDentryAnswer({
		dentry: { id: 222892787485, spaceId: 3996960664, parentId: 0, name: 'a' },
	});
	expect([id, spaceId, parentId]).toEqual(['222892787485', '3996960664', '0']);
});

test('a file with nothing but the necessary is understood', () => {
	expect(parseDentryAnswer({ dentry: DENTRY })).toEqual({ ...DENTRY, raw: DENTRY });
});

test('a file carries all fields as they came', () => {
	const dentry = { ...DENTRY, category: 'DOCUMENT', createTime: 'Thu May 28 09:37:16 CST 2026', version: 2 };
	const parsed = parseDentryAnswer({ dentry });
	expect(parsed.raw).toEqual(dentry);
	expect(parsed.version).toBe(2);
});

test('part infos keep headers and addresses word for word', () => {
	const headers = { Authorization: 'OSS a:b=', 'x-oss-date': 'Sun, 22 Nov 2026 14:00:00 GMT' };
	const resourceUrls = ['https://a.example/x?partNumber=3&uploadId=%2F', 'https://b.example/x'];
	const body = infos({
		partNumber: 3,
		headerSignatureInfo: { resourceUrls, headers, expirationSeconds: 600, region: 'SHANGHAI' },
	});
	expect(parsePartUploadInfos(body)).toEqual([
		{
			partNumber: 3,
			resourceUrls,
			headers,
			expirationSeconds: 600,
			region: 'SHANGHAI',
			internalResourceUrls: [],
		},
	]);
});

test('signatures without a lifetime have the documented one', () => {
	const [info] = parsePartUploadInfos(infos({ partNumber: '1', headerSignatureInfo: INFO }));
	expect(info).toMatchObject({ partNumber: 1, expirationSeconds: 900 });
});

test.each([
	['an empty text', { nextToken: '' }],
	['nothing', {}],
	['null', { nextToken: null }],
])('%s ends a list', (_, rest) => {
	expect(parseDentryPage({ dentries: [], ...rest }).nextToken).toBeUndefined();
});

test('a space without a name is called by its id', () => {
	expect(parseSpacePage({ spaces: [{ spaceId: 7 }], nextToken: 'n' })).toEqual({
		entries: [{ spaceId: '7', spaceName: '7', raw: { spaceId: 7 } }],
		nextToken: 'n',
	});
});

test.each<[string, () => unknown]>([
	['body', () => parseUploadKey(null)],
	['uploadKey', () => parseUploadKey({})],
	['body', () => parsePartUploadInfos(null)],
	['multipartHeaderSignatureInfos', () => parsePartUploadInfos({})],
	['multipartHeaderSignatureInfos', () => parsePartUploadInfos(infos('x'))],
	['headerSignatureInfo', () => parsePartUploadInfos(infos({ partNumber: 1 }))],
	['resourceUrls', () => parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: {} }))],
	['partNumber', () => parsePartUploadInfos(infos({ headerSignatureInfo: INFO }))],
	[
		'headers',
		() => parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: { ...INFO, headers: 'x' } })),
	],
	[
		'headers',
		() => parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: { ...INFO, headers: { a: 1 } } })),
	],
	['body', () => parseDentryAnswer(null)],
	['dentry', () => parseDentryAnswer({})],
	['id', () => parseDentryAnswer({ dentry: { ...DENTRY, id: '' } })],
	['spaceId', () => parseDentryAnswer({ dentry: { ...DENTRY, spaceId: '' } })],
	['name', () => parseDentryAnswer({ dentry: { ...DENTRY, name: '' } })],
	['body', () => parseDentryPage(null)],
	['dentries', () => parseDentryPage({})],
	['dentry', () => parseDentryPage({ dentries: ['x'] })],
	['body', () => parseSpacePage(null)],
	['spaces', () => parseSpacePage({})],
	['spaces', () => parseSpacePage({ spaces: ['x'] })],
	['spaceId', () => parseSpacePage({ spaces: [{}] })],
	['body', () => parseAccessToken(null)],
	['accessToken', () => parseAccessToken({})],
	['accessToken', () => parseAccessToken({ accessToken: 'line\nbreak' })],
])('an answer without a usable %s says so', (field, parse) => {
	expect(parse).toThrow(expect.objectContaining({ code: 'API_BAD_ANSWER', facts: { field } }));
});

test.each<[unknown, number | undefined]>([
	[7, 7],
	['7', 7],
	[' 7 ', 7],
	[0, 0],
	['0', 0],
	[-1, undefined],
	['-1', undefined],
	['', undefined],
	['  ', undefined],
	['seven', undefined],
	[NaN, undefined],
	[Infinity, undefined],
	['Infinity', undefined],
	[true, undefined],
	[null, undefined],
	[[7], undefined],
	[{}, undefined],
])('a number that came as %j is %j', (size, sizeBytes) => {
	expect(parseDentryAnswer({ dentry: { ...DENTRY, size } }).sizeBytes).toBe(sizeBytes);
});

test('the fields of a file are read one by one', () => {
	const dentry = {
		...DENTRY,
		parentId: '5',
		type: 'file',
		size: 3,
		extension: 'pdf',
		path: '/a.pdf',
		uuid: 'u',
		version: 2,
	};
	expect(parseDentryAnswer({ dentry })).toMatchObject({
		parentId: '5',
		type: 'FILE',
		sizeBytes: 3,
		extension: 'pdf',
		path: '/a.pdf',
		uuid: 'u',
		version: 2,
	});
});

test('of addresses only texts are kept', () => {
	const resourceUrls = ['', 7, null, 'https://a.example/x'];
	const info = { ...INFO, resourceUrls, internalResourceUrls: ['https://b.internal/x', '', 7] };
	expect(parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: info }))[0]).toMatchObject({
		resourceUrls: ['https://a.example/x'],
		internalResourceUrls: ['https://b.internal/x'],
	});
	const odd = { ...INFO, internalResourceUrls: 'https://b.internal/x' };
	expect(
		parsePartUploadInfos(infos({ partNumber: 1, headerSignatureInfo: odd }))[0]?.internalResourceUrls,
	).toEqual([]);
});

test('a token lives as long as DingTalk says, and as documented where it does not', () => {
	expect(parseAccessToken({ accessToken: 't', expireIn: 60 })).toEqual({
		accessToken: 't',
		expiresInSeconds: 60,
	});
	expect(parseAccessToken({ accessToken: 't' }).expiresInSeconds).toBe(7200);
});
