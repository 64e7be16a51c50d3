import { MEANINGS, type DingTalkErrorCode } from '../../../lib/dingtalk/error-catalogue';
import { readRefusal } from '../../../lib/dingtalk/read-refusal';

const REQUEST_ID = 'A1B2C3D4-0000-1111-2222-333344445555';

type Row = readonly [status: number, apiCode: string, meaning: DingTalkErrorCode];

/** Every code that DingTalk documents, or was seen to answer, for the calls this client makes. */
const NEW_API: readonly Row[] = [
	// oauth2
	[400, 'invalidClientIdOrSecret', 'WRONG_CREDENTIALS'],
	[400, 'invalid.client', 'WRONG_CREDENTIALS'],
	[401, 'unauthorized.client', 'WRONG_CREDENTIALS'],
	[400, 'invalidSuiteKey', 'WRONG_CREDENTIALS'],
	[400, 'invalidSuiteTicket', 'WRONG_SUITE_TICKET'],
	[400, 'invalidAuthInfo', 'CORP_NOT_AUTHORIZED'],
	[400, 'unsupported.grant.type', 'INVALID_REQUEST'],
	[500, 'server.error', 'SERVER_BUSY'],
	// gateway
	[400, 'InvalidAuthentication', 'INVALID_TOKEN'],
	[400, 'AuthenticationFailed.MissingParameter', 'INVALID_TOKEN'],
	[400, 'MissingunionId', 'INVALID_REQUEST'],
	[400, 'Missingname', 'INVALID_REQUEST'],
	[400, 'Missingbody', 'INVALID_REQUEST'],
	[400, 'commonParamIllegal', 'INVALID_REQUEST'],
	[403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', 'SCOPE_MISSING'],
	[403, 'Forbidden.AccessDenied.IpNotInWhiteList', 'IP_NOT_ALLOWED'],
	[403, 'permissionDenied', 'PERMISSION_DENIED'],
	[500, 'unknownError', 'SERVER_BUSY'],
	[500, 'systemError', 'SERVER_BUSY'],
	[503, 'operationTimeout', 'SERVER_BUSY'],
	[503, 'ServiceUnavailable', 'SERVER_BUSY'],
	[429, 'system.busy', 'SERVER_BUSY'],
	[429, 'systemBusy', 'SERVER_BUSY'],
	[403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'THROTTLED'],
	[403, 'Forbidden.AccessDenied.QpsLimitForApi', 'THROTTLED'],
	[403, 'Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi', 'THROTTLED'],
	[403, 'Forbidden.AccessDenied.QpmLimitForAppkeyAndApi', 'THROTTLED'],
	[403, 'Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi', 'THROTTLED'],
	[403, 'Forbidden.AccessDenied.ApiCountLimitForOrg', 'QUOTA_SPENT'],
	// init
	[400, 'paramError', 'INVALID_REQUEST'],
	[400, 'paramError.multipart', 'INVALID_REQUEST'],
	[400, 'paramError.protocol', 'INVALID_REQUEST'],
	[400, 'paramError.spaceId', 'SPACE_NOT_FOUND'],
	[400, 'paramError.storageDriver', 'INVALID_REQUEST'],
	[400, 'spaceQuotaInsufficient', 'SPACE_FULL'],
	[400, 'sceneQuotaInsufficient', 'SPACE_FULL'],
	[400, 'appQuotaInsufficient', 'SPACE_FULL'],
	[400, 'orgQuotaInsufficient', 'SPACE_FULL'],
	[400, 'dentryUploadForbidden', 'UPLOAD_FORBIDDEN'],
	[400, 'dentryUploadProtocolNotSupport', 'INVALID_REQUEST'],
	[404, 'spaceNotExist', 'SPACE_NOT_FOUND'],
	// part infos
	[400, 'paramError.uploadKey', 'UPLOAD_KEY_INVALID'],
	[400, 'paramError.partNumbers', 'PART_NUMBERS_INVALID'],
	// commit
	[400, 'paramError.conflictStrategy', 'INVALID_REQUEST'],
	[400, 'dentryNameIllegal', 'NAME_ILLEGAL'],
	[400, 'dentryStoreError', 'STORE_FAILED'],
	[400, 'operationConcurrentControl', 'CONCURRENT'],
	[400, 'paramError.parentDentryUuid', 'PARENT_NOT_FOUND'],
	[400, 'paramError.name', 'NAME_ILLEGAL'],
	[400, 'dentryNameConflict', 'NAME_TAKEN'],
	[400, 'dentryFormatNotSupport', 'FILE_REFUSED'],
	[400, 'dentryAlreadyExist', 'NAME_TAKEN'],
	[400, 'dentryNotExist', 'PARENT_NOT_FOUND'],
	[404, 'dentryNotExist', 'PARENT_NOT_FOUND'],
	[400, 'dentryAppPropertiesNumberExceedsLimit', 'INVALID_REQUEST'],
	[400, 'dentryUploadError', 'STORE_FAILED'],
	[400, 'fileViral', 'FILE_REFUSED'],
	[400, 'fileMalicious', 'FILE_REFUSED'],
	[400, 'preCheckError', 'INVALID_REQUEST'],
	// drive/spaces
	[400, 'param.error', 'INVALID_REQUEST'],
	[400, 'param.error.maxresults', 'INVALID_REQUEST'],
	[400, 'request.overlimit', 'INVALID_REQUEST'],
	[400, 'unsupported.operation', 'PERMISSION_DENIED'],
	[400, 'no.priviledge', 'PERMISSION_DENIED'],
	[500, 'unknown.error', 'SERVER_BUSY'],
];

test.each(NEW_API)('status %i with code %s means %s', (status, apiCode, meaning) => {
	const refusal = readRefusal({ status, body: { code: apiCode, requestid: REQUEST_ID, message: '随便' } });
	expect(refusal?.code).toBe(meaning);
	expect(refusal?.facts).toMatchObject({ apiCode, httpStatus: status, requestId: REQUEST_ID });
});

const LEGACY: ReadonlyArray<
	readonly [errcode: number | string, subCode: string, meaning: DingTalkErrorCode]
> = [
	[88, '40014', 'INVALID_TOKEN'],
	[88, '40000', 'INVALID_TOKEN'],
	[88, '60011', 'SCOPE_MISSING'],
	[22, '', 'UNKNOWN_PATH'],
	[33012, '', 'USER_NOT_FOUND'],
	[400002, '', 'INVALID_REQUEST'],
	[60121, '', 'USER_NOT_FOUND'],
	[50002, '', 'USER_OUT_OF_REACH'],
	[-1, '', 'SERVER_BUSY'],
	[40096, '', 'WRONG_CREDENTIALS'],
	[40035, '', 'WRONG_CREDENTIALS'],
	[90018, '', 'THROTTLED'],
	[90002, '', 'THROTTLED'],
	[90020, '', 'QUOTA_SPENT'],
	[404, '', 'UNKNOWN_PATH'],
	['60121', '', 'USER_NOT_FOUND'],
];

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
});
