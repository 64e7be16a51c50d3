import { MEANINGS, type DingTalkErrorCode } from '../../../lib/dingtalk/error-catalogue';
import { readRefusal } from '../../../lib/dingtalk/read-refusal';
import { LEGACY, NEW_API } from '../../support/documented-codes';

const REQUEST_ID = 'A1B2C3D4-0000-1111-2222-333344445555';

test.each(NEW_API)('status %i with code %s means %s', (status, apiCode, meaning) => {
	const refusal = readRefusal({ status, body: { code: apiCode, requestid: REQUEST_ID, message: '随便' } });
	expect(refusal?.code).toBe(meaning);
	expect(refusal?.facts).toMatchObject({ apiCode, httpStatus: status, requestId: REQUEST_ID });
});

test.each(LEGACY)('status 200 with errcode %s and sub_code "%s" means %s', (errcode, subCode, meaning) => {
	const body = { errcode, errmsg: '随便', ...(subCode && { sub_code: subCode, sub_msg: '随便' }) };
	expect(readRefusal({ status: 200, body })?.code).toBe(meaning);
});

describe('successes', () => {
	test.each([
		['a plain object', { uploadKey: 'k' }],
		['errcode 0', { errcode: 0, errmsg: 'ok' }],
		['errcode 0 as text', { errcode: '0', errmsg: 'ok' }],
		['an object with a code of its own', { code: 'anything' }],
	])('%s with status 200', (_, body) => {
		expect(readRefusal({ status: 200, body })).toBeUndefined();
	});
});

test('a missing permission is known by its scopes, even under a code nobody has documented', () => {
	const body = { code: 'Forbidden.New', accessdenieddetail: { requiredScopes: ['Storage.File.Write'] } };
	const refusal = readRefusal({ status: 403, body });
	expect(refusal?.code).toBe('SCOPE_MISSING');
	expect(refusal?.facts.scopes).toEqual(['Storage.File.Write']);
});

test('the text of an answer never decides', () => {
	const body = { code: 'permissionDenied', message: 'InvalidAuthentication QpsLimitForApi spaceNotExist' };
	expect(readRefusal({ status: 403, body })?.code).toBe('PERMISSION_DENIED');
});

test('capitalised keys are read as well', () => {
	const body = { Code: 'spaceNotExist', Message: 'no', RequestId: REQUEST_ID };
	expect(readRefusal({ status: 404, body })?.facts).toMatchObject({
		apiCode: 'spaceNotExist',
		apiMessage: 'no',
		requestId: REQUEST_ID,
	});
});

test('a refusal of the legacy API tells what is known', () => {
	const body = { errcode: 88, errmsg: 'no', sub_code: '60011', sub_msg: 'no scope', request_id: REQUEST_ID };
	expect(readRefusal({ status: 200, body })?.facts).toEqual({
		httpStatus: 200,
		apiCode: '88/60011',
		apiMessage: 'no scope',
		requestId: REQUEST_ID,
	});
	const other = { errcode: 33012, errmsg: 'no user', sub_code: '1' };
	expect(readRefusal({ status: 200, body: other })?.facts).toMatchObject({
		apiCode: '33012',
		apiMessage: 'no user',
	});
});

test('a page tells its status', () => {
	expect(readRefusal({ status: 502, body: '<html>' })?.facts).toEqual({ httpStatus: 502 });
	expect(readRefusal({ status: 299, body: '<html>' })).toBeUndefined();
	expect(readRefusal({ status: 300, body: '<html>' })?.code).toBe('API_BAD_ANSWER');
	expect(readRefusal({ status: 199, body: '<html>' })?.code).toBe('API_BAD_ANSWER');
});

test.each([
	['no list', 'Storage.File.Write'],
	['an empty list', []],
	['a list of nothing', [null, '', {}]],
])('%s of permissions is no sign of a missing one', (_, requiredScopes) => {
	const body = { code: 'Forbidden.New', accessdenieddetail: { requiredScopes } };
	expect(readRefusal({ status: 403, body })).toMatchObject({ code: 'REFUSED', facts: { scopes: undefined } });
});

test.each([
	['the ban of an IP address as JSON', 403, { status: 1111, wait: 5, source: 'x5', punish: 'deny' }],
	['the ban of an IP address as JSON with status 200', 200, { status: 1111, wait: 5, source: 'x5' }],
	['the ban of an IP address as a page', 403, '<html>punish</html>'],
])('%s is told from a missing permission', (_, status, body) => {
	expect(readRefusal({ status, body })?.code).toBe('IP_BANNED');
});

test.each<[string, number, unknown, DingTalkErrorCode]>([
	['an unknown code', 400, { code: 'somethingNew' }, 'REFUSED'],
	['an unknown code with a server status', 502, { code: 'somethingNew' }, 'SERVER_BUSY'],
	['an unknown code with status 429', 429, { code: 'somethingNew' }, 'THROTTLED'],
	['a code that is the name of a property of all objects', 400, { code: 'constructor' }, 'REFUSED'],
	['an unknown errcode', 200, { errcode: 123456 }, 'REFUSED'],
	['no code at all', 400, {}, 'REFUSED'],
	['a page of a gateway in between', 502, '<html>Bad Gateway</html>', 'SERVER_BUSY'],
	['a page with a client status', 404, '<html>', 'API_BAD_ANSWER'],
	['nothing', 404, '', 'API_BAD_ANSWER'],
])('%s', (_, status, body, meaning) => {
	expect(readRefusal({ status, body })?.code).toBe(meaning);
});

test('a page of any length is cut to what a person reads', () => {
	const body = { code: 'paramError', message: 'x'.repeat(100_000) };
	expect(readRefusal({ status: 400, body })?.facts.apiMessage?.length).toBeLessThan(1000);
});

/** n8n takes these for signals: "canceled" ends the execution, the others replace the whole message. */
const RESERVED =
	/cancel|ENOENT|EEXIST|EPERM|EACCES|ETIMEDOUT|ECONN|ENOTFOUND|EISDIR|ENOTDIR|EAI_AGAIN|getaddrinfo/i;
const BLAMING = /\b(error|problem|failure|mistake)\b/i;

test.each(Object.entries(MEANINGS))('the message of %s is fit to be shown in n8n', (_, { message }) => {
	expect(message).not.toMatch(RESERVED);
	expect(message).not.toMatch(BLAMING);
	expect(message).not.toMatch(/[.!]$/);
	expect(message).toMatch(/^[A-Z].{10}/);
});

test('no two meanings share a text', () => {
	const messages = Object.values(MEANINGS).map(({ message }) => message);
	expect(new Set(messages).size).toBe(messages.length);
});
