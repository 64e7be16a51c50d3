import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { send } from './support/raw-client';

const QUERY_PATH = '/v1.0/storage/spaces/files/multiPartUploadInfos/query';
const INIT_PATH = `/v1.0/storage/spaces/${DEMO.spaceId}/files/multiPartUploadInfos/init`;

afterEach(endLabs);

describe('the gateway in front of the API', () => {
	it('E01 asks for the token header on every route but the token routes', async () => {
		const { emulator } = await startLab();
		const missing = {
			code: 'AuthenticationFailed.MissingParameter',
			message: '缺少参数：x-acs-dingtalk-access-token',
		};
		for (const path of [INIT_PATH, QUERY_PATH, `/v1.0/storage/spaces/${DEMO.spaceId}/files/commit`]) {
			const { status, json } = await send('POST', `${emulator.apiUrl}${path}?unionId=x`, { body: {} });
			expect(status).toBe(400);
			expect(json).toMatchObject(missing);
		}
		const spaces = await send('GET', `${emulator.apiUrl}/v1.0/drive/spaces`);
		expect(spaces.json).toMatchObject(missing);
	});

	it('tells its own clock in the Date header', async () => {
		const { emulator, client } = await startLab({ now: () => Date.UTC(2026, 4, 28, 1, 37, 16) });
		emulator.advanceClock(4_000);
		const { headers } = await client.init();
		expect(headers.date).toBe('Thu, 28 May 2026 01:37:20 GMT');
	});

	it('E02 takes a token from its header only, not from the query or as a bearer', async () => {
		const { emulator, client } = await startLab();
		const token = await client.token();
		const inQuery = await send('POST', `${emulator.apiUrl}${INIT_PATH}?unionId=x&access_token=${token}`, {
			body: {},
		});
		const asBearer = await send('POST', `${emulator.apiUrl}${INIT_PATH}?unionId=x`, {
			headers: { Authorization: `Bearer ${token}` },
			body: {},
		});
		expect(inQuery.json.code).toBe('AuthenticationFailed.MissingParameter');
		expect(asBearer.json.code).toBe('AuthenticationFailed.MissingParameter');
	});

	it('E03 answers 400 InvalidAuthentication to an unknown and to an expired token', async () => {
		const { emulator, client } = await startLab();
		const unknown = await send('POST', `${emulator.apiUrl}${INIT_PATH}?unionId=x`, {
			headers: { 'x-acs-dingtalk-access-token': 'nonsense' },
			body: {},
		});
		await client.token();
		emulator.advanceClock(7_200_000);
		const expired = await client.init();
		for (const { status, json } of [unknown, expired]) {
			expect(status).toBe(400);
			expect(json).toMatchObject({ code: 'InvalidAuthentication', message: '不合法的access_token' });
		}
	});

	it('E04 answers errors as code, requestid and message in JSON', async () => {
		const { client } = await startLab();
		const { headers, json } = await client.init({}, 'nowhere');
		expect(Object.keys(json).sort()).toEqual(['code', 'message', 'requestid']);
		expect(json.requestid).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
		expect(headers['content-type']).toBe('application/json;charset=utf-8');
	});

	it('E05 answers an unknown path with HTTP 200 and errcode 404, and records it', async () => {
		const { emulator, client } = await startLab();
		const { status, json, headers } = await client.call('POST', '/v1.0/storage/nothing', {});
		expect(status).toBe(200);
		expect(json).toEqual({ errcode: 404, errmsg: '请求的URI地址不存在' });
		expect(headers['content-type']).toBe('application/json');
		expect(emulator.calls({ operation: 'unknown' })).toHaveLength(1);
	});

	it('E06 names the required parameter that is missing', async () => {
		const { emulator, client } = await startLab();
		const token = { 'x-acs-dingtalk-access-token': await client.token() };
		const noOperator = await send('POST', `${emulator.apiUrl}${INIT_PATH}`, { headers: token, body: {} });
		expect(noOperator.status).toBe(400);
		expect(noOperator.json).toMatchObject({
			code: 'MissingunionId',
			message: 'unionId is mandatory for this action.',
		});
		const noName = await client.call('POST', `/v1.0/storage/spaces/${DEMO.spaceId}/files/commit`, {
			uploadKey: 'x',
			parentId: '0',
		});
		expect(noName.json.code).toBe('Missingname');
	});

	it.each([
		['no body', undefined],
		['an empty body', ''],
		['a form', 'a=b'],
		['an array', []],
	])('E06 answers Missingbody to %s', async (_, body) => {
		const { client } = await startLab();
		const { status, json } = await client.call('POST', INIT_PATH, body);
		expect(status).toBe(400);
		expect(json.code).toBe('Missingbody');
	});

	it('E07 names the scope that the app lacks', async () => {
		const { client } = await startLab({
			apps: [{ clientId: DEMO.clientId, clientSecret: DEMO.clientSecret, scopes: ['Storage.File.Write'] }],
		});
		const { status, json } = await client.init();
		expect(status).toBe(403);
		expect(json).toMatchObject({
			code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
			accessdenieddetail: { requiredScopes: ['Storage.UploadInfo.Read'] },
		});
		expect(json.message).toContain(`content=${DEMO.clientId}%23Storage.UploadInfo.Read`);
	});

	it('E08 throttles the 21st call of one API within a second, without executing it', async () => {
		const { emulator, client } = await startLab({ qpsLimit: 20, now: () => 1_790_000_000_000 });
		for (let call = 0; call < 20; call++) expect((await client.init()).status).toBe(200);

		const { status, json, headers } = await client.init();
		expect(status).toBe(403);
		expect(json.code).toBe('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
		expect(headers).not.toHaveProperty('retry-after');
		expect(emulator.uploads()).toHaveLength(20);
		expect((await client.query('x', [1])).json.code).toBe('paramError.uploadKey');
		emulator.advanceClock(1000);
		expect((await client.init()).status).toBe(200);
	});

	it('E09 refuses calls beyond the monthly quota; token and contact calls are exempt', async () => {
		const { emulator, client } = await startLab({ monthlyQuota: 2 });
		await client.init();
		await client.init();
		const { status, json } = await client.init();
		expect(status).toBe(403);
		expect(json.code).toBe('Forbidden.AccessDenied.ApiCountLimitForOrg');
		const user = await send(
			'POST',
			`${emulator.apiUrl}/topapi/v2/user/get?access_token=${await client.fetchToken()}`,
			{
				body: { userid: DEMO.userId },
			},
		);
		expect(user.json.errcode).toBe(0);
	});

	it('E09 counts from nothing in the next month, and does not count throttled calls', async () => {
		const startOfMay = Date.UTC(2026, 4, 1);
		const { emulator, client } = await startLab({ monthlyQuota: 2, qpsLimit: 1, now: () => startOfMay });
		await client.init();
		expect((await client.init()).json.code).toBe('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
		emulator.advanceClock(1000);
		expect((await client.init()).status).toBe(200);
		emulator.advanceClock(31 * 24 * 3600 * 1000);
		await client.fetchToken();
		expect((await client.init()).status).toBe(200);
	});

	it.each([
		['html', 'text/html'],
		['json', 'application/json'],
	] as const)('E10 bans an address in %s without a code', async (format, contentType) => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'ip-ban', operation: 'init', format });
		const { headers, json } = await client.init();
		expect(headers['content-type']).toContain(contentType);
		expect(json?.code).toBeUndefined();
		expect((await client.init()).status).toBe(200);
	});

	it.each([
		['systemError', 500],
		['unknownError', 500],
		['operationTimeout', 503],
	])('E11 answers %s when told to, and does not execute', async (code, expected) => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'return', operation: 'init', code });
		const { status, json } = await client.init();
		expect(status).toBe(expected);
		expect(json.code).toBe(code);
		expect(emulator.uploads()).toEqual([]);
	});
});
