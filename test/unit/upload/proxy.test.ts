import { proxyFor, ProxyFailure } from '../../../lib/upload/proxy';

const HTTPS = 'https://storage.test/part';
const HTTP = 'http://storage.test/part';
const PROXY = 'http://proxy.test:3128';
const originFor = (url: string, environment: Record<string, string>) =>
	proxyFor(new URL(url), environment)?.origin;

describe('the proxy of an address', () => {
	it.each<[string, string, Record<string, string>, string | undefined]>([
		['none by default', HTTPS, {}, undefined],
		['none where it is empty', HTTPS, { HTTPS_PROXY: '' }, undefined],
		['that for https', HTTPS, { HTTPS_PROXY: PROXY }, PROXY],
		['that for http', HTTP, { HTTP_PROXY: PROXY }, PROXY],
		['not that for http', HTTPS, { HTTP_PROXY: PROXY }, undefined],
		['not that for https', HTTP, { HTTPS_PROXY: PROXY }, undefined],
		['that for all', HTTPS, { ALL_PROXY: PROXY }, PROXY],
		['its own before that for all', HTTPS, { ALL_PROXY: 'http://all.test', https_proxy: PROXY }, PROXY],
		['small letters before capitals', HTTPS, { HTTPS_PROXY: 'http://other.test', https_proxy: PROXY }, PROXY],
		['that of npm', HTTPS, { npm_config_https_proxy: PROXY }, PROXY],
		['that of npm for all', HTTPS, { npm_config_proxy: PROXY }, PROXY],
		['without a scheme', HTTPS, { HTTPS_PROXY: 'proxy.test:3128' }, 'https://proxy.test:3128'],
	])('is %s', (_, url, environment, origin) => {
		expect(originFor(url, environment)).toBe(origin);
	});

	it('may have a user and a password, which go into a header', () => {
		const proxy = proxyFor(new URL(HTTPS), { HTTPS_PROXY: 'http://me:p%40ss@proxy.test:3128' });
		expect(proxy).toEqual({
			origin: PROXY,
			authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
		});
		expect(proxyFor(new URL(HTTPS), { HTTPS_PROXY: PROXY })?.authorization).toBeUndefined();
		expect(proxyFor(new URL(HTTPS), { HTTPS_PROXY: 'http://me@proxy.test' })?.authorization).toBe(
			`Basic ${Buffer.from('me:').toString('base64')}`,
		);
		expect(proxyFor(new URL(HTTPS), { HTTPS_PROXY: 'http://:word@proxy.test' })?.authorization).toBe(
			`Basic ${Buffer.from(':word').toString('base64')}`,
		);
	});

	it.each(['socks5://hidden@proxy.test', 'http://', 'http://me:hidden@proxy test'])(
		'%s is none that speaks HTTP',
		(address) => {
			const attempt = () => proxyFor(new URL(HTTPS), { HTTPS_PROXY: address });
			expect(attempt).toThrow(
				expect.objectContaining({
					code: 'UPLOAD_PROXY_FAILED',
					facts: { reason: 'PROXY_ADDRESS_INVALID' },
				}),
			);
			expect(attempt).toThrow(/does not speak HTTP/);
			expect(attempt).not.toThrow(/hidden/);
		},
	);
});

describe('an exemption from the proxy', () => {
	it.each<[string, string, boolean]>([
		['*', HTTPS, true],
		['storage.test', HTTPS, true],
		['STORAGE.TEST', HTTPS, true],
		['other.test', HTTPS, false],
		['other.test,storage.test', HTTPS, true],
		['other.test storage.test', HTTPS, true],
		['other.test, storage.test', HTTPS, true],
		['other.test,*', HTTPS, true],
		['test', HTTPS, false],
		['.test', HTTPS, true],
		['*.test', HTTPS, true],
		['*storage.test', HTTPS, true],
		['.storage.test', HTTPS, false],
		['a.*', HTTPS, false],
		['storage.test:443', HTTPS, true],
		['storage.test:80', HTTPS, false],
		['storage.test:80', HTTP, true],
		['storage.test:8443', 'https://storage.test:8443/part', true],
		['storage.test', 'https://storage.test:8443/part', true],
		['storage.test:443', 'https://storage.test:8443/part', false],
		['[::1]', 'https://[::1]:8443/part', true],
		['', HTTPS, false],
		[' ', HTTPS, false],
	])('%j for %s: %p', (NO_PROXY, url, isExempt) => {
		const environment = { HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY, NO_PROXY };
		expect(originFor(url, environment)).toBe(isExempt ? undefined : PROXY);
	});

	it('may be made in the words of npm', () => {
		expect(originFor(HTTPS, { HTTPS_PROXY: PROXY, npm_config_no_proxy: 'storage.test' })).toBeUndefined();
	});
});

it('a failure of a proxy names it', () => {
	expect(new ProxyFailure('proxy.test:3128', 'PROXY_STATUS_407')).toMatchObject({
		name: 'ProxyFailure',
		message: 'The proxy makes no connection: PROXY_STATUS_407',
		proxy: 'proxy.test:3128',
	});
});
