import type { IHttpRequestOptions } from 'n8n-workflow';
import { DingTalkApi } from '../../../credentials/DingTalkApi.credentials';

const TOKEN = 'secret-token';

async function authenticate(options: Partial<IHttpRequestOptions> & { uri?: string }, credential = {}) {
	const data = { host: 'china', accessToken: TOKEN, ...credential };
	return await new DingTalkApi().authenticate(data, options as IHttpRequestOptions);
}

it('hands the token to the new API in a header, and to the legacy API in the query', async () => {
	const toApi = await authenticate({
		url: 'https://api.dingtalk.com/v1.0/storage/spaces',
		headers: { a: 'b' },
	});
	expect(toApi).toMatchObject({ headers: { a: 'b', 'x-acs-dingtalk-access-token': TOKEN } });
	expect(toApi.qs).toBeUndefined();

	const toLegacy = await authenticate({
		url: 'https://oapi.dingtalk.com/topapi/v2/user/get',
		qs: { a: 'b' },
	});
	expect(toLegacy.qs).toEqual({ a: 'b', access_token: TOKEN });
	expect(toLegacy.headers).toBeUndefined();
});

it.each([
	{ uri: 'https://api.dingtalk.com/v1.0/x' },
	{ baseURL: 'https://api.dingtalk.com', url: '/v1.0/x' },
])('knows the API in %j too', async (options) => {
	expect(await authenticate(options)).toMatchObject({ headers: { 'x-acs-dingtalk-access-token': TOKEN } });
});

it('tells the two apart by the path where the user has put them at one place', async () => {
	const gateway = { host: 'custom', apiBaseUrl: 'http://gateway.test/ding' };
	const toApi = await authenticate({ url: 'http://gateway.test/ding/v1.0/x' }, gateway);
	const toLegacy = await authenticate({ url: 'http://gateway.test/ding/topapi/x' }, gateway);
	expect(toApi.headers).toMatchObject({ 'x-acs-dingtalk-access-token': TOKEN });
	expect(toLegacy.qs).toEqual({ access_token: TOKEN });
});

it.each([
	'https://evil.test/v1.0/x',
	'https://api.dingtalk.com.evil.test/v1.0/x',
	'https://api.dingtalk.com@evil.test/v1.0/x',
	'http://api.dingtalk.com/v1.0/x',
	'https://api.dingtalk.com:8443/v1.0/x',
	'https://api.dingtalk.io/v1.0/x',
	'https://bucket.oss-cn-hangzhou.aliyuncs.com/part',
	'',
])('hands no token to %j', async (url) => {
	expect(JSON.stringify(await authenticate({ url }))).not.toContain(TOKEN);
	expect(JSON.stringify(await authenticate({ uri: url }))).not.toContain(TOKEN);
});
