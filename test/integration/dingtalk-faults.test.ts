import type { Emulator, FaultEffect, Operation } from '../../emulator';
import type { AppIdentity, DingTalkErrorCode } from '../../lib/dingtalk';
import { createApiLab, type ApiLab } from '../support/api-lab';
import { eventually } from '../support/eventually';
import { DEMO, startTestEmulator } from '../support/start-emulator';

const NEVER = new AbortController().signal;

/** Short enough for a test, long enough for any answer over loopback. */
const CALL_TIMEOUT_MS = 1_000;

let emulator: Emulator;
let lab: ApiLab;

beforeAll(async () => {
	emulator = await startTestEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
	emulator.reset();
	lab = createApiLab(emulator, { callTimeoutMs: CALL_TIMEOUT_MS });
});
afterEach(async () => {
	await lab.close();
	emulator.faults.assertConsumed();
});

const open = (signal = NEVER) =>
	lab.api.initMultipartFileUpload(
		DEMO.spaceId,
		DEMO.unionId,
		{ preCheckParam: { name: 'a', parentId: '0', size: 5 } },
		signal,
	);

/** Opens an upload and stores its one part. */
async function openAndStore(): Promise<string> {
	const { uploadKey } = await open();
	const query = { uploadKey, partNumbers: [1], preferIntranet: false };
	const [info] = await lab.api.getMultipartFileUploadInfos(DEMO.unionId, query, NEVER);
	await fetch(info?.resourceUrls[0] as string, {
		method: 'PUT',
		headers: info?.headers as Record<string, string>,
		body: Buffer.from('hello'),
	});
	return uploadKey;
}

const commit = (uploadKey: string) =>
	lab.api.commitFile(
		DEMO.spaceId,
		DEMO.unionId,
		{ uploadKey, name: 'a', parentId: '0', size: 5, conflictStrategy: 'AUTO_RENAME' },
		NEVER,
	);

const count = (operation: Operation) => emulator.calls({ operation }).length;

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
	{ kind: 'stall' },
];

test.each(PASSING)('opening an upload gets over %j', async (fault) => {
	emulator.faults.add({ ...fault, operation: 'init' });
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
	emulator.faults.add({ ...fault, operation: 'init' });
	await expect(open()).rejects.toMatchObject({ code, facts: { operation: 'initMultipartFileUpload' } });
	expect(count('init')).toBe(1);
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
	emulator.faults.add({ ...fault, operation: 'commit' });
	await expect(commit(uploadKey)).rejects.toMatchObject({ code, facts: { operation: 'commitFile' } });
	expect(count('commit')).toBe(1);
	expect(emulator.files().length).toBeLessThanOrEqual(1);
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
		emulator.faults.add({ ...fault, operation: 'commit' });
		expect((await commit(uploadKey)).name).toBe('a');
		expect(emulator.files()).toHaveLength(1);
	},
);

test('an expired token costs one refused call and one login, however many calls meet it', async () => {
	await open();
	emulator.expireTokens();
	const loginsBefore = count('token');
	await Promise.all([open(), open(), open(), open()]);
	expect(count('token') - loginsBefore).toBe(1);
	expect(emulator.calls({ operation: 'init', status: 200 })).toHaveLength(5);
});

test('a redirect is not followed: the token would go with it', async () => {
	emulator.faults.add({
		kind: 'redirect',
		operation: 'init',
		location: `${emulator.storageUrl}/x`,
		count: 5,
	});
	await expect(open()).rejects.toMatchObject({ code: 'API_BAD_ANSWER' });
	expect(count('put')).toBe(0);
});

test('a stop ends a call that is under way', async () => {
	emulator.faults.add({ kind: 'stall', operation: 'init' });
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
		const { api, close } = createApiLab(emulator, { app });
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
