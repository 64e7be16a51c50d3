import { DingTalkError } from '../../../lib/dingtalk';
import { readRefusal } from '../../../lib/dingtalk/read-refusal';
import { parseAccessToken, parsePartUploadInfos, parseUploadKey } from '../../../lib/dingtalk/wire';

const BAD_ANSWER = expect.objectContaining({ code: 'API_BAD_ANSWER' });

const infosWith = (info: object) => ({
	multipartHeaderSignatureInfos: [
		{
			partNumber: 1,
			headerSignatureInfo: { resourceUrls: ['https://storage.example/a'], headers: {}, ...info },
		},
	],
});

describe('an answer that no API should give', () => {
	it.each([
		['a line break in a value', { 'x-oss-date': 'a\r\nX-Injected: 1' }],
		['a character that is no byte', { 'x-oss-date': '今天' }],
		['a blank in a name', { 'x oss': 'a' }],
		['no name', { '': 'a' }],
	])('signed headers with %s are not taken', (_, headers) => {
		expect(() => parsePartUploadInfos(infosWith({ headers }))).toThrow(BAD_ANSWER);
	});

	it('a signature lives a week at most, so that its end is a date', () => {
		const [info] = parsePartUploadInfos(infosWith({ expirationSeconds: 1e300 }));
		expect(info?.expirationSeconds).toBe(604_800);
	});

	it('a token that no header can hold is not taken', () => {
		expect(() => parseAccessToken({ accessToken: 'a\nb' })).toThrow(BAD_ANSWER);
	});

	it('a number that has lost digits is no id', () => {
		expect(() => parseUploadKey(JSON.parse('{"uploadKey":12345678901234567890}'))).toThrow(BAD_ANSWER);
		expect(parseUploadKey({ uploadKey: 9_303_849_501 })).toEqual({ uploadKey: '9303849501' });
	});

	it('of a refusal as much is kept as a person reads', () => {
		const long = 'x'.repeat(100_000);
		const requiredScopes = Array.from({ length: 1_000 }, () => long);
		const body = { code: long, message: long, requestid: long, accessdenieddetail: { requiredScopes } };
		const refusal = readRefusal({ status: 403, body } as Parameters<typeof readRefusal>[0]);
		expect(refusal).toBeInstanceOf(DingTalkError);
		expect(JSON.stringify(refusal?.facts).length).toBeLessThan(3_000);
	});
});
