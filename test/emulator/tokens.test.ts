import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { send } from './support/raw-client';

const SUITE = {
	suiteKey: DEMO.thirdParty.clientId,
	suiteSecret: DEMO.thirdParty.clientSecret,
	authCorpId: DEMO.corpId,
	suiteTicket: DEMO.thirdParty.suiteTicket,
};
const CREDENTIALS = {
	client_id: DEMO.clientId,
	client_secret: DEMO.clientSecret,
	grant_type: 'client_credentials',
};

afterEach(endLabs);

describe('the token of an internal app', () => {
	it('E12 comes with its lifetime in expireIn', async () => {
		const { emulator } = await startLab();
		const body = { appKey: DEMO.clientId, appSecret: DEMO.clientSecret };
		const { status, json } = await send('POST', `${emulator.apiUrl}/v1.0/oauth2/accessToken`, { body });
		expect(status).toBe(200);
		expect(json).toEqual({ accessToken: expect.any(String), expireIn: 7200 });
	});

	it('E13 is the same one while valid, and asking renews its validity', async () => {
		const { emulator, client } = await startLab();
		const first = await client.fetchToken();
		emulator.advanceClock(7_000_000);
		expect(await client.fetchToken()).toBe(first);
		emulator.advanceClock(7_000_000);
		expect((await client.init()).status).toBe(200);
	});

	it('E14 is another one after expiry', async () => {
		const { emulator, client } = await startLab();
		const first = await client.fetchToken();
		emulator.advanceClock(7_200_000);
		expect(await client.fetchToken()).not.toBe(first);
		expect((await client.init()).status).toBe(200);
	});

	it.each([
		['secret', { appKey: DEMO.clientId, appSecret: 'wrong' }],
		['client id', { appKey: 'nobody', appSecret: DEMO.clientSecret }],
	])('E15 is refused with a wrong %s', async (_, body) => {
		const { emulator } = await startLab();
		const { status, json } = await send('POST', `${emulator.apiUrl}/v1.0/oauth2/accessToken`, { body });
		expect(status).toBe(400);
		expect(json.code).toBe('invalidClientIdOrSecret');
	});

	it('E16 keeps the scopes it was issued with; the switch makes changes show at once', async () => {
		const { emulator, client } = await startLab();
		await client.token();
		emulator.revokeScope(DEMO.clientId, 'Storage.UploadInfo.Read');
		expect((await client.init()).status).toBe(200);
		emulator.switches.scopeChanges = 'at-once';
		expect((await client.init()).status).toBe(403);
		emulator.grantScope(DEMO.clientId, 'Storage.UploadInfo.Read');
		expect((await client.init()).status).toBe(200);
		emulator.switches.scopeChanges = 'next-token';
		emulator.revokeScope(DEMO.clientId, 'Storage.UploadInfo.Read');
		emulator.expireTokens();
		await client.fetchToken();
		expect((await client.init()).status).toBe(403);
	});
});

describe('the token of a third-party app', () => {
	it('E17 is a new one on every call, and the one before goes on working', async () => {
		const { emulator } = await startLab();
		const ask = async () =>
			(await send('POST', `${emulator.apiUrl}/v1.0/oauth2/corpAccessToken`, { body: SUITE })).json;
		const [first, second] = [await ask(), await ask()];
		expect(first.expireIn).toBe(7200);
		expect(second.accessToken).not.toBe(first.accessToken);
		for (const { accessToken } of [first, second]) {
			const { status } = await send(
				'GET',
				`${emulator.apiUrl}/v1.0/drive/spaces?unionId=x&spaceType=org&maxResults=9`,
				{
					headers: { 'x-acs-dingtalk-access-token': accessToken },
				},
			);
			expect(status).toBe(200);
		}
	});

	it.each([
		['invalidSuiteKey', { suiteKey: 'nobody' }],
		['invalidSuiteTicket', { suiteTicket: 'old' }],
		['invalidAuthInfo', { authCorpId: 'other' }],
	])('E17 is refused with %s', async (code, wrong) => {
		const { emulator } = await startLab();
		const { status, json } = await send('POST', `${emulator.apiUrl}/v1.0/oauth2/corpAccessToken`, {
			body: { ...SUITE, ...wrong },
		});
		expect(status).toBe(400);
		expect(json.code).toBe(code);
	});

	it('E17 has no route without /v1.0', async () => {
		const { emulator } = await startLab();
		const { json } = await send('POST', `${emulator.apiUrl}/oauth2/corpAccessToken`, { body: SUITE });
		expect(json.errcode).toBe(404);
	});
});

describe('the token in the words of OAuth', () => {
	it('E18 comes in snake case', async () => {
		const { emulator } = await startLab();
		const { json } = await send('POST', `${emulator.apiUrl}/v1.0/oauth2/${DEMO.corpId}/token`, {
			body: CREDENTIALS,
		});
		expect(json).toEqual({ access_token: expect.any(String), expires_in: 7200 });
	});

	it.each([
		['an unknown organisation', 'nowhere', {}, 500, 'unknownError'],
		['a wrong secret', DEMO.corpId, { client_secret: 'wrong' }, 400, 'invalid.client'],
		['another grant', DEMO.corpId, { grant_type: 'password' }, 400, 'unsupported.grant.type'],
	])('E18 is refused for %s', async (_, corpId, wrong, expected, code) => {
		const { emulator } = await startLab();
		const { status, json } = await send('POST', `${emulator.apiUrl}/v1.0/oauth2/${corpId}/token`, {
			body: { ...CREDENTIALS, ...wrong },
		});
		expect({ status, code: json.code }).toEqual({ status: expected, code });
	});
});
