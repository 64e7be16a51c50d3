import { DEMO } from '../support/start-emulator';
import { endLabs, startLab, type Lab } from './support/lab';
import { send } from './support/raw-client';

const USER_PATH = '/topapi/v2/user/get';

afterEach(endLabs);

describe('user id to union id', () => {
	it('E19 takes the token from the query or the form, never from the header', async () => {
		const { emulator, client } = await startLab();
		const token = await client.token();
		const inQuery = await send('POST', `${emulator.legacyApiUrl}${USER_PATH}?access_token=${token}`, {
			body: { userid: DEMO.userId },
		});
		const inForm = await send('POST', `${emulator.legacyApiUrl}${USER_PATH}`, {
			body: `access_token=${token}&userid=${DEMO.userId}`,
		});
		const inHeader = await send('POST', `${emulator.legacyApiUrl}${USER_PATH}`, {
			headers: { 'x-acs-dingtalk-access-token': token },
			body: { userid: DEMO.userId },
		});
		expect(inQuery.json.result.unionid).toBe(DEMO.unionId);
		expect(inForm.json.result.unionid).toBe(DEMO.unionId);
		expect(inHeader.status).toBe(200);
		expect(inHeader.json).toMatchObject({ errcode: 88, sub_code: '40000', sub_msg: 'access_token is blank' });
	});

	it('E20 tells a bad token in errcode 88 with the documented text', async () => {
		const { emulator } = await startLab();
		const { status, json } = await send('POST', `${emulator.apiUrl}${USER_PATH}?access_token=bad`, {
			body: { userid: DEMO.userId },
		});
		expect(status).toBe(200);
		expect(json).toMatchObject({
			errcode: 88,
			sub_code: '40014',
			errmsg: 'ding talk error[subcode=40014,submsg=不合法的access_token]',
		});
	});

	it('E20 tells a missing scope as sub code 60011', async () => {
		const { emulator, client } = await startLab();
		emulator.revokeScope(DEMO.clientId, 'qyapi_get_member');
		const { json } = await send(
			'POST',
			`${emulator.apiUrl}${USER_PATH}?access_token=${await client.token()}`,
			{
				body: { userid: DEMO.userId },
			},
		);
		expect(json).toMatchObject({ errcode: 88, sub_code: '60011' });
	});

	it.each([
		['an unknown user', 'nobody', 60121],
		['a malformed user id', ' ', 33012],
	])('E20 tells %s by errcode', async (_, userid, errcode) => {
		const { emulator, client } = await startLab();
		const { status, json } = await send(
			'POST',
			`${emulator.apiUrl}${USER_PATH}?access_token=${await client.token()}`,
			{
				body: { userid },
			},
		);
		expect(status).toBe(200);
		expect(json.errcode).toBe(errcode);
	});
});

describe.each([
	{
		rule: 'E68',
		operation: 'userByMobile' as const,
		path: '/topapi/v2/user/getbymobile',
		scope: 'qyapi_get_member_by_mobile',
		key: 'mobile',
		known: DEMO.mobile,
		found: { userid: DEMO.userId },
		unknown: '13900000000',
		malformed: { value: 'demo', errcode: 40104 },
	},
	{
		rule: 'E69',
		operation: 'userByUnionId' as const,
		path: '/topapi/user/getbyunionid',
		scope: 'qyapi_get_member',
		key: 'unionid',
		known: DEMO.unionId,
		found: { contact_type: 0, userid: DEMO.userId },
		unknown: 'stranger',
		malformed: { value: `${DEMO.unionId} `, errcode: 60121 },
	},
])('POST $path', ({ rule, operation, path, scope, key, known, found, unknown, malformed }) => {
	async function ask({ emulator, client }: Lab, value: string | undefined) {
		const url = `${emulator.legacyApiUrl}${path}?access_token=${await client.token()}`;
		return await send('POST', url, { body: { [key]: value } });
	}

	it(`${rule} answers the user id`, async () => {
		const lab = await startLab();
		const { status, json } = await ask(lab, known);
		expect({ status, json }).toEqual({
			status: 200,
			json: { errcode: 0, errmsg: 'ok', result: found, request_id: expect.any(String) },
		});
	});

	it(`${rule} takes a form too`, async () => {
		const { emulator, client } = await startLab();
		const form = new URLSearchParams({ access_token: await client.token(), [key]: known });
		const { json } = await send('POST', `${emulator.legacyApiUrl}${path}`, { body: form.toString() });
		expect(json.result).toEqual(found);
	});

	it.each([
		['somebody it does not know', unknown, 60121],
		['a malformed value', malformed.value, malformed.errcode],
		['an empty value', '', 400002],
		['no value', undefined, 400002],
	])(`${rule} tells %s by errcode`, async (_, value, errcode) => {
		const { status, json } = await ask(await startLab(), value);
		expect({ status, errcode: json.errcode }).toEqual({ status: 200, errcode });
	});

	it(`${rule} sees its token expire when a fault says so`, async () => {
		const lab = await startLab();
		lab.emulator.faults.add({ kind: 'token-expired', operation });
		expect((await ask(lab, known)).json).toMatchObject({ errcode: 88, sub_code: '40014' });
		await lab.client.fetchToken();
		expect((await ask(lab, known)).json.errcode).toBe(0);
	});

	it(`${rule} needs ${scope}`, async () => {
		const lab = await startLab();
		lab.emulator.revokeScope(DEMO.clientId, scope);
		const { json } = await ask(lab, known);
		expect(json).toMatchObject({ errcode: 88, sub_code: '60011' });
		expect(json.sub_msg).toContain(scope);
	});
});

describe('GET /gettoken', () => {
	it('E21 hands out the token of the new-style call', async () => {
		const { emulator, client } = await startLab();
		const query = new URLSearchParams({ appkey: DEMO.clientId, appsecret: DEMO.clientSecret });
		const { json } = await send('GET', `${emulator.legacyApiUrl}/gettoken?${query}`);
		expect(json).toEqual({
			errcode: 0,
			errmsg: 'ok',
			access_token: await client.fetchToken(),
			expires_in: 7200,
		});
	});

	it.each([
		['wrong values', '?appkey=demo-client&appsecret=wrong', 40096],
		['no values', '', 40035],
	])('E21 refuses %s with HTTP 200', async (_, query, errcode) => {
		const { emulator } = await startLab();
		const { status, json } = await send('GET', `${emulator.legacyApiUrl}/gettoken${query}`);
		expect(status).toBe(200);
		expect(json.errcode).toBe(errcode);
	});
});
