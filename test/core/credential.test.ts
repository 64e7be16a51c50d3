import type { CredentialTestContext } from 'n8n-core';
import { DEMO, type Emulator } from '../../emulator';
import { emulatorCredential } from '../support/emulator-credential';
import { methods } from '../support/node-form';
import { startTestEmulator } from '../support/start-emulator';

let emulator: Emulator;
let Context: typeof CredentialTestContext;
beforeAll(async () => {
	emulator = await startTestEmulator();
	({ CredentialTestContext: Context } = jest.requireActual<{
		CredentialTestContext: typeof CredentialTestContext;
	}>('n8n-core'));
});
afterAll(async () => await emulator.close());
beforeEach(() => emulator.reset());
afterEach(() => jest.restoreAllMocks());

/** What n8n does when the credential is saved. */
const check = async (change: object) =>
	await methods.credentialTest.testDingTalkApi.call(new Context({} as never), {
		id: '1',
		name: 'Credential under test',
		type: 'dingTalkApi',
		data: { ...emulatorCredential(emulator), ...change },
	});

const operations = () => emulator.calls().map(({ operation }) => operation);

describe('the test of a credential tells of its app and host', () => {
	test('the right secret', async () => {
		expect(await check({})).toMatchObject({ status: 'OK' });
	});

	test.each<[string, object, string]>([
		['a wrong secret', { clientSecret: 'wrong' }, 'does not know this Client ID and Client Secret'],
		['a host that nobody has', { apiBaseUrl: 'http://no-such-host.invalid' }, 'could not be reached'],
		['no address', { apiBaseUrl: 'nonsense' }, 'base URL is not usable'],
		[
			'an old ticket',
			{
				appType: 'thirdParty',
				clientId: DEMO.thirdParty.clientId,
				clientSecret: DEMO.thirdParty.clientSecret,
				authCorpId: DEMO.corpId,
				suiteTicket: 'old',
			},
			'does not accept the Suite Ticket',
		],
	])('%s', async (_, change, words) => {
		const result = await check(change);
		expect(result.status).toBe('Error');
		expect(result.message).toContain(words);
		expect(result.message).not.toContain(DEMO.clientSecret);
	});

	test('a missing permission, with a link for this app, however its ID was pasted', async () => {
		emulator.revokeScope(DEMO.clientId, 'qyapi_get_member');
		const pasted = { clientId: ` ${DEMO.clientId}\n`, operatorType: 'userId', userId: DEMO.userId };
		expect(await check(pasted)).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('content=demo-client%23qyapi_get_member'),
		});
	});

	test('a server that is not DingTalk', async () => {
		expect(await check({ apiBaseUrl: emulator.storageUrl })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('not what the DingTalk API documents'),
		});
	});
});

describe('the test of a credential tells of its operator', () => {
	test.each([
		['a user ID', { operatorType: 'userId', userId: DEMO.userId }, ['token', 'user']],
		[
			'a mobile number',
			{ operatorType: 'mobile', mobile: '+86 138 0013 8000' },
			['token', 'userByMobile', 'user'],
		],
		['a union ID, which needs no permission', { operatorType: 'unionId', unionId: 'any' }, ['token']],
		['nobody', { unionId: '' }, ['token']],
	])('an operator is looked up by %s', async (_, change, called) => {
		expect(await check(change)).toMatchObject({ status: 'OK' });
		expect(operations()).toEqual(called);
	});

	test.each([
		['user ID', { operatorType: 'userId', userId: 'nobody' }],
		['mobile number', { operatorType: 'mobile', mobile: '10086' }],
	])('a %s that nobody has is told', async (_, change) => {
		const result = await check(change);
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^DingTalk does not find the user\. /),
		});
		expect(result.message).not.toContain(DEMO.clientSecret);
	});

	test.each([
		[{ operatorType: 'userId', userId: DEMO.userId }, 'qyapi_get_member'],
		[{ operatorType: 'mobile', mobile: DEMO.mobile }, 'qyapi_get_member_by_mobile'],
	])('%j: a missing permission is told, with the page on which to apply for it', async (change, scope) => {
		emulator.revokeScope(DEMO.clientId, scope);
		const { status, message } = await check(change);
		expect(status).toBe('Error');
		expect(message).toContain('lacks a permission');
		expect(message).toContain(encodeURIComponent(`${DEMO.clientId}#${scope}`));
	});

	test('a legacy host that is not DingTalk is told', async () => {
		const change = {
			operatorType: 'userId',
			userId: DEMO.userId,
			legacyApiBaseUrl: `${emulator.apiUrl}/elsewhere`,
		};
		expect(await check(change)).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('The server does not offer this DingTalk API'),
		});
	});

	test('a host that does not answer is told in words', async () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(200));
		emulator.faults.add({ operation: 'user', kind: 'stall', count: 5 });
		const { status, message } = await check({ operatorType: 'userId', userId: DEMO.userId });
		emulator.faults.clear();
		expect(status).toBe('Error');
		expect(message).toMatch(/^DingTalk did not answer in time\. /);
	});
});
