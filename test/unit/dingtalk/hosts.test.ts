import { apiHostOf, requestUrl, resolveHosts } from '../../../lib/dingtalk';

const signal = new AbortController().signal;

test('China and the international platform are two', () => {
	expect(resolveHosts({ host: 'china' })).toEqual({
		api: 'https://api.dingtalk.com',
		legacy: 'https://oapi.dingtalk.com',
	});
	expect(resolveHosts({ host: 'international' })).toEqual({
		api: 'https://api.dingtalk.io',
		legacy: 'https://oapi.dingtalk.io',
	});
});

test('custom base URLs may have a path, and one may serve for both', () => {
	const hosts = resolveHosts({ host: 'custom', apiBaseUrl: ' http://127.0.0.1:8080/ding/ ' });
	expect(hosts).toEqual({ api: 'http://127.0.0.1:8080/ding', legacy: 'http://127.0.0.1:8080/ding' });
});

test('blanks of any script around a base URL go, and all slashes at its end', () => {
	const hosts = resolveHosts({ host: 'custom', apiBaseUrl: '\u3000https://a.example/ding//\u3000' });
	expect(hosts.api).toBe('https://a.example/ding');
});

test.each([
	'',
	'api.dingtalk.com',
	'ftp://api.dingtalk.com',
	'https://user:secret@api.dingtalk.com',
	'https://api.dingtalk.com?x=1',
	'https://api.dingtalk.com#x',
	'javascript:alert(1)',
])('%j is no base URL', (apiBaseUrl) => {
	expect(() => resolveHosts({ host: 'custom', apiBaseUrl })).toThrow('base URL');
});

test.each([undefined, ''])('a custom host without an address (%j) is refused', (apiBaseUrl) => {
	expect(() => resolveHosts({ host: 'custom', apiBaseUrl })).toThrow(
		expect.objectContaining({ code: 'INVALID_HOST', facts: { field: 'apiBaseUrl' } }),
	);
});

test('the field to blame is named', () => {
	const choice = { host: 'custom', apiBaseUrl: 'https://a.example', legacyApiBaseUrl: 'nonsense' } as const;
	expect(() => resolveHosts(choice)).toThrow(
		expect.objectContaining({ code: 'INVALID_HOST', facts: { field: 'legacyApiBaseUrl' } }),
	);
});

test('queries are encoded', () => {
	const hosts = resolveHosts({ host: 'china' });
	const request = {
		host: 'api',
		method: 'GET',
		path: '/v1.0/x',
		query: { unionId: 'a&b=中 c' },
		signal,
	} as const;
	expect(new URL(requestUrl(hosts, request)).searchParams.get('unionId')).toBe('a&b=中 c');
	expect(requestUrl(hosts, { ...request, host: 'legacy', query: {} })).toBe(
		'https://oapi.dingtalk.com/v1.0/x',
	);
});

describe('an address', () => {
	const china = () => resolveHosts({ host: 'china' });
	const oneForBoth = () => resolveHosts({ host: 'custom', apiBaseUrl: 'http://127.0.0.1:8080/ding' });

	test.each([
		['https://api.dingtalk.com/v1.0/storage/spaces', 'api'],
		['https://api.dingtalk.com/anything', 'api'],
		['https://api.dingtalk.com', 'api'],
		['https://oapi.dingtalk.com/topapi/v2/user/get?access_token=t', 'legacy'],
		['https://api.dingtalk.io/v1.0/storage/spaces', undefined],
		['http://api.dingtalk.com/v1.0/storage/spaces', undefined],
		['https://api.dingtalk.com.evil.example/v1.0/x', undefined],
		['https://evil.example/?https://api.dingtalk.com/v1.0/x', undefined],
		['nonsense', undefined],
	])('%s leads to DingTalk: %s', (address, host) => {
		expect(apiHostOf(china(), address)).toBe(host);
	});

	test.each([
		['http://127.0.0.1:8080/ding/v1.0/drive/spaces', 'api'],
		['http://127.0.0.1:8080/ding/v10.12/drive/spaces', 'api'],
		['http://127.0.0.1:8080/ding/topapi/v2/user/get', 'legacy'],
		['http://127.0.0.1:8080/ding', 'legacy'],
		['http://127.0.0.1:8080/dingdong/v1.0/drive/spaces', undefined],
		['http://127.0.0.1:8081/ding/v1.0/drive/spaces', undefined],
	])('%s, where one place serves both, leads to: %s', (address, host) => {
		expect(apiHostOf(oneForBoth(), address)).toBe(host);
	});
});
