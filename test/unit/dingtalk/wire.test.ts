import { DingTalkError } from '../../../lib/dingtalk';
import {
	parseAccessToken,
	parseCommittedDentry,
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
		['commit', parseCommittedDentry],
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
		['a file without an id', () => parseCommittedDentry({ dentry: { ...DENTRY, id: undefined } })],
		['an infinite id', () => parseCommittedDentry({ dentry: { ...DENTRY, id: Infinity } })],
	])('%s', (_, parse) => {
		expect(parse).toThrow(DingTalkError);
	});
});

test('ids are text, also where they came as numbers', () => {
	const { id, spaceId, parentId } = parseCommittedDentry({
		dentry: { id: 222892787485, spaceId: 3996960664, parentId: 0, name: 'a' },
	});
	expect([id, spaceId, parentId]).toEqual(['222892787485', '3996960664', '0']);
});

test('a file with nothing but the necessary is understood', () => {
	expect(parseCommittedDentry({ dentry: DENTRY })).toEqual({ ...DENTRY, raw: DENTRY });
});

test('a file carries all fields as they came', () => {
	const dentry = { ...DENTRY, category: 'DOCUMENT', createTime: 'Thu May 28 09:37:16 CST 2026', version: 2 };
	const parsed = parseCommittedDentry({ dentry });
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
		entries: [{ spaceId: '7', spaceName: '7' }],
		nextToken: 'n',
	});
});
