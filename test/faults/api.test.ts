import type { FaultEffect, Operation } from '../../emulator';
import type { AppIdentity, DingTalkErrorCode } from '../../lib/dingtalk';
import { API_ERRORS } from '../../emulator/errors';
import { MEANINGS } from '../../lib/dingtalk/error-catalogue';
import { LEGACY, NEW_API } from '../support/documented-codes';
import { createApiLab } from '../support/api-lab';
import { eventually } from '../support/eventually';
import { DEMO, startTestEmulator } from '../support/start-emulator';
import { useLab } from '../support/use-lab';

const NEVER = new AbortController().signal;

/** Short enough for a test, long enough for any answer over loopback. */
const CALL_TIMEOUT_MS = 1_000;

const at = useLab((emulator) => createApiLab(emulator, { callTimeoutMs: CALL_TIMEOUT_MS }));

const open = (signal = NEVER) =>
	at.lab.api.initMultipartFileUpload(
		DEMO.spaceId,
		DEMO.unionId,
		{ preCheckParam: { name: 'a', parentId: '0', size: 5 } },
		signal,
	);

/** Opens an upload and stores its one part. */
async function openAndStore(): Promise<string> {
	const { uploadKey } = await open();
	const query = { uploadKey, partNumbers: [1], preferIntranet: false };
	const [info] = await at.lab.api.getMultipartFileUploadInfos(DEMO.unionId, query, NEVER);
	await fetch(info?.resourceUrls[0] as string, {
		method: 'PUT',
		headers: info?.headers as Record<string, string>,
		body: Buffer.from('hello'),
	});
	return uploadKey;
}

const commit = (uploadKey: string) =>
	at.lab.api.commitFile(
		DEMO.spaceId,
		DEMO.unionId,
		{ uploadKey, name: 'a', parentId: '0', size: 5, conflictStrategy: 'AUTO_RENAME' },
		NEVER,
	);

const getUser = () =>
	at.lab.client.call(
		{
			operation: 'getUser',
			request: { host: 'legacy', method: 'POST', path: '/topapi/v2/user/get', body: { userid: DEMO.userId } },
			idempotent: true,
			parse: (body) => body,
		},
		NEVER,
	);

const count = (operation: Operation) => at.emulator.calls({ operation }).length;

const PASSING: FaultEffect[] = [
	{ kind: 'return', code: 'systemError' },
	{ kind: 'return', code: 'unknownError' },
	{ kind: 'return', code: 'operationTimeout' },
	{ kind: 'return', code: 'ServiceUnavailable' },
	{ kind: 'return', code: 'operationConcurrentControl' },
	{ kind: 'return', status: 502, body: '<html>Bad Gateway</html>' },
	{ kind: 'return', code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' },
	{ kind: 'return', code: 'Forbidden.AccessDenied.QpsLimitForApi' },
	{ kind: 'reset-before-response' },
	{ kind: 'response-lost' },
	{ kind: 'truncated-json' },
	{ kind: 'short-answer' },
	{ kind: 'short-answer', code: 'spaceNotExist' },
	{ kind: 'stall' },
];

test.each(PASSING)('opening an upload gets over %j', async (fault) => {
	at.emulator.faults.add({ ...fault, operation: 'init' });
	expect((await open()).uploadKey).toBeTruthy();
	expect(count('init')).toBe(2);
});

const FINAL: ReadonlyArray<readonly [FaultEffect, DingTalkErrorCode]> = [
	[{ kind: 'ip-ban' }, 'IP_BANNED'],
	[{ kind: 'ip-ban', format: 'json' }, 'IP_BANNED'],
	[{ kind: 'return', code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' }, 'QUOTA_SPENT'],
	[{ kind: 'return', code: 'Forbidden.AccessDenied.IpNotInWhiteList' }, 'IP_NOT_ALLOWED'],
	[{ kind: 'return', code: 'spaceQuotaInsufficient' }, 'SPACE_FULL'],
	[{ kind: 'return', code: 'dentryUploadForbidden' }, 'UPLOAD_FORBIDDEN'],
];

test.each(FINAL)('opening an upload stops at %j', async (fault, code) => {
	at.emulator.faults.add({ ...fault, operation: 'init' });
	await expect(open()).rejects.toMatchObject({ code, facts: { operation: 'initMultipartFileUpload' } });
	expect(count('init')).toBe(1);
});

describe('every documented code has one meaning and one reaction, whatever its message says', () => {
	const ABSURD = 'InvalidAuthentication QpsLimitForApi spaceNotExist 40014 success';
	/** Meanings after which the call is sent again; after all others it is final. */
	const SENT_AGAIN = new Set<DingTalkErrorCode>(['INVALID_TOKEN', 'THROTTLED', 'CONCURRENT', 'SERVER_BUSY']);

	async function expectReaction(call: () => Promise<unknown>, operation: Operation, code: DingTalkErrorCode) {
		const error: unknown = await call().then(
			() => undefined,
			(reason: unknown) => reason,
		);
		if (SENT_AGAIN.has(code)) expect(error).toBeUndefined();
		else expect(error).toMatchObject({ code, message: MEANINGS[code].message });
		expect(count(operation)).toBe(SENT_AGAIN.has(code) ? 2 : 1);
		expect(at.lab.sleptMs).toHaveLength(SENT_AGAIN.has(code) && code !== 'INVALID_TOKEN' ? 1 : 0);
	}

	test.each(NEW_API)('%i %s: %s', async (status, apiCode, code) => {
		const body = JSON.stringify({ code: apiCode, message: ABSURD });
		at.emulator.faults.add({ operation: 'init', kind: 'return', status, code: apiCode, body });
		await expectReaction(open, 'init', code);
	});

	test.each(LEGACY)('errcode %s %s: %s', async (errcode, subCode, code) => {
		const body = JSON.stringify({ errcode, errmsg: ABSURD, sub_code: subCode, sub_msg: ABSURD });
		at.emulator.faults.add({ operation: 'user', kind: 'return', status: 200, body });
		await expectReaction(getUser, 'user', code);
	});

	test.each(Object.values(API_ERRORS))('a message alone means nothing: %j', async ({ status, message }) => {
		const isServer = status >= 500;
		const body = JSON.stringify({ code: 'neverHeardOf', message });
		at.emulator.faults.add({ operation: 'init', kind: 'return', status, code: 'neverHeardOf', body });
		await expectReaction(open, 'init', isServer ? 'SERVER_BUSY' : 'REFUSED');
	});

	test('the table has every code that the emulator answers', () => {
		const known = new Set(NEW_API.map(([, apiCode]) => apiCode));
		expect(Object.keys(API_ERRORS).filter((apiCode) => !known.has(apiCode))).toEqual([]);
	});
});

test('a missing permission is named, with the address to apply for it', async () => {
	at.emulator.revokeScope(DEMO.clientId, 'Storage.UploadInfo.Read');
	await expect(open()).rejects.toMatchObject({
		code: 'SCOPE_MISSING',
		facts: {
			scopes: ['Storage.UploadInfo.Read'],
			apiMessage: expect.stringContaining('https://open-dev.dingtalk.com/appscope/apply?'),
		},
	});
	expect(count('init')).toBe(1);
});

test('a throttle that does not end is given up after a bounded number of calls', async () => {
	const code = 'Forbidden.AccessDenied.QpmLimitForAppkeyAndApi';
	at.emulator.faults.add({ operation: 'init', kind: 'return', status: 403, code, count: 12 });
	await expect(open()).rejects.toMatchObject({ code: 'THROTTLED' });
	expect(count('init')).toBe(12);
	expect(Math.min(...at.lab.sleptMs)).toBeGreaterThanOrEqual(1_000);
});

test('a token that is refused again after its renewal is not renewed for ever', async () => {
	await open();
	const loginsBefore = count('token');
	at.emulator.faults.add({ operation: 'init', kind: 'return', code: 'InvalidAuthentication', count: 2 });
	await expect(open()).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
	expect(count('token') - loginsBefore).toBe(1);
});

const UNCLEAR: ReadonlyArray<readonly [FaultEffect, DingTalkErrorCode]> = [
	[{ kind: 'return', code: 'systemError' }, 'SERVER_BUSY'],
	[{ kind: 'return', code: 'operationTimeout' }, 'SERVER_BUSY'],
	[{ kind: 'response-lost' }, 'API_CONNECTION_LOST'],
	[{ kind: 'response-lost', status: 503 }, 'SERVER_BUSY'],
	[{ kind: 'truncated-json' }, 'API_BAD_ANSWER'],
	[{ kind: 'reset-before-response' }, 'API_CONNECTION_LOST'],
	[{ kind: 'stall' }, 'API_TIMEOUT'],
];

test.each(UNCLEAR)('the call itself does not repeat a commit after %j', async (fault, code) => {
	const uploadKey = await openAndStore();
	at.emulator.faults.add({ ...fault, operation: 'commit' });
	await expect(commit(uploadKey)).rejects.toMatchObject({ code, facts: { operation: 'commitFile' } });
	expect(count('commit')).toBe(1);
	expect(at.emulator.files().length).toBeLessThanOrEqual(1);
});

const TURNED_AWAY: FaultEffect[] = [
	{ kind: 'return', code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' },
	{ kind: 'return', code: 'operationConcurrentControl' },
	{ kind: 'token-expired' },
];

test.each(TURNED_AWAY)(
	'a commit that was turned away (%j) is sent again and makes one file',
	async (fault) => {
		const uploadKey = await openAndStore();
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect((await commit(uploadKey)).name).toBe('a');
		expect(at.emulator.files()).toHaveLength(1);
	},
);

test('an expired token costs one refused call and one login, however many calls meet it', async () => {
	await open();
	at.emulator.expireTokens();
	const loginsBefore = count('token');
	await Promise.all(Array.from({ length: 50 }, async () => await open()));
	expect(count('token') - loginsBefore).toBe(1);
	expect(at.emulator.calls({ operation: 'init', status: 200 })).toHaveLength(51);
});

test('a redirect is not followed: the token would go with it', async () => {
	at.emulator.faults.add({
		kind: 'redirect',
		operation: 'init',
		location: `${at.emulator.storageUrl}/x`,
		count: 5,
	});
	await expect(open()).rejects.toMatchObject({ code: 'API_BAD_ANSWER' });
	expect(count('put')).toBe(0);
});

test('a stop ends a call that is under way', async () => {
	at.emulator.faults.add({ kind: 'stall', operation: 'init' });
	const stop = new AbortController();
	const opening = open(stop.signal);
	await eventually(() => count('init') === 1, 'the call has arrived');
	stop.abort();
	await expect(opening).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
});

test('an address where nobody listens is told as such', async () => {
	const gone = await startTestEmulator();
	await gone.close();
	const { api, sleptMs, close } = createApiLab(gone);
	await expect(api.listSpaces(DEMO.unionId, undefined, NEVER)).rejects.toMatchObject({
		code: 'API_UNREACHABLE',
		facts: { reason: 'ECONNREFUSED', host: new URL(gone.apiUrl).host },
	});
	expect(sleptMs.length).toBeGreaterThan(0);
	await close();
});

test('a host name that does not exist is told as such', async () => {
	const nowhere = 'http://no-such-host.invalid';
	const { api, close } = createApiLab({ apiUrl: nowhere, legacyApiUrl: nowhere });
	await expect(api.listSpaces(DEMO.unionId, undefined, NEVER)).rejects.toMatchObject({
		code: 'API_UNREACHABLE',
		facts: { host: 'no-such-host.invalid' },
	});
	await close();
});

describe('login', () => {
	const refused = async (app: AppIdentity) => {
		const { api, close } = createApiLab(at.emulator, { app });
		const code = await api.listSpaces(DEMO.unionId, undefined, NEVER).then(
			() => 'none',
			(error: { code: string }) => error.code,
		);
		await close();
		return code;
	};
	const internal = { appType: 'internal', clientId: DEMO.clientId, clientSecret: DEMO.clientSecret } as const;
	const thirdParty = { appType: 'thirdParty', authCorpId: DEMO.corpId, ...DEMO.thirdParty } as const;

	test.each([
		['an internal app', internal, 'none'],
		['a third-party app', thirdParty, 'none'],
		['a wrong secret', { ...internal, clientSecret: 'wrong' }, 'WRONG_CREDENTIALS'],
		['an unknown app', { ...internal, clientId: 'nobody' }, 'WRONG_CREDENTIALS'],
		['a wrong suite secret', { ...thirdParty, clientId: 'nobody' }, 'WRONG_CREDENTIALS'],
		['an old ticket', { ...thirdParty, suiteTicket: 'old' }, 'WRONG_SUITE_TICKET'],
		['another organization', { ...thirdParty, authCorpId: 'dingother' }, 'CORP_NOT_AUTHORIZED'],
	])('%s', async (_, app, code) => {
		expect(await refused(app)).toBe(code);
	});
});
