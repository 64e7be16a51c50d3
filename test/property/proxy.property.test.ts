import { createRequire } from 'node:module';
import fc from 'fast-check';
import { proxyFor } from '../../lib/upload/proxy';

/** The copy by which n8n's own requests choose their proxy. */
const fromN8n = createRequire(createRequire(require.resolve('n8n-core')).resolve('@n8n/backend-network'));
const { getProxyForUrl } = fromN8n('proxy-from-env') as { getProxyForUrl: (url: string) => string };

const PROXIES = ['http://one.test:3128', 'https://two.test', 'three.test:8080', ''];
const VARIABLES = [
	'http_proxy',
	'https_proxy',
	'all_proxy',
	'npm_config_http_proxy',
	'npm_config_https_proxy',
];

const variable = fc
	.constantFrom(...VARIABLES, 'npm_config_proxy')
	.chain((name) =>
		fc.record({ name: fc.constantFrom(name, name.toUpperCase()), value: fc.constantFrom(...PROXIES) }),
	);
const noProxyEntry = fc.constantFrom(
	'storage.test',
	'.storage.test',
	'*.storage.test',
	'*storage.test',
	'*',
	'Storage.Test',
	'storage.test:443',
	'storage.test:8443',
	'.test:0',
	'10.0.0.1',
	'10.0.0.0/8',
	'10.0.*',
	'[::1]',
	'::1',
	'',
);
const noProxy = fc.record({
	name: fc.constantFrom('no_proxy', 'NO_PROXY', 'npm_config_no_proxy'),
	value: fc
		.tuple(fc.array(noProxyEntry, { maxLength: 3 }), fc.constantFrom(',', ', ', ' '))
		.map(([entries, separator]) => entries.join(separator)),
});
const environment = fc
	.tuple(fc.array(variable, { maxLength: 4 }), fc.array(noProxy, { maxLength: 2 }))
	.map(([proxies, exempt]) =>
		Object.fromEntries([...proxies, ...exempt].map(({ name, value }) => [name, value])),
	);

const target = fc.constantFrom(
	'https://storage.test/part',
	'https://a.storage.test:8443/part',
	'https://otherstorage.test/part',
	'http://storage.test/part',
	'http://10.0.0.1:443/part',
	'https://[::1]/part',
);

const saved = { ...process.env };
const PROXY_VARIABLE = /proxy$/i;
function setEnvironment(variables: Record<string, string | undefined>): void {
	for (const name of Object.keys(process.env)) if (PROXY_VARIABLE.test(name)) delete process.env[name];
	Object.assign(process.env, variables);
}
afterAll(() => {
	setEnvironment(Object.fromEntries(Object.entries(saved).filter(([name]) => PROXY_VARIABLE.test(name))));
});

it('chooses the proxy that the requests of n8n itself choose, in every environment', () => {
	fc.assert(
		fc.property(environment, target, (variables, url) => {
			setEnvironment(variables);
			const chosen = getProxyForUrl(url);
			expect(proxyFor(new URL(url))?.origin).toBe(chosen === '' ? undefined : new URL(chosen).origin);
		}),
		{ numRuns: 5_000 },
	);
});

it.each([
	['http://user:p%40ss@proxy.test:3128', 'user:p@ss'],
	['http://user@proxy.test:3128', 'user:'],
	['http://:pass@proxy.test:3128', ':pass'],
])('takes user and password out of the address %s', (address, user) => {
	const proxy = proxyFor(new URL('https://storage.test'), { HTTPS_PROXY: address });
	expect(proxy).toEqual({
		origin: 'http://proxy.test:3128',
		authorization: `Basic ${Buffer.from(user).toString('base64')}`,
	});
});

it.each(['socks5://user:hidden@proxy.test', 'ftp://proxy.test', 'http://user:%hidden@proxy.test', 'http://'])(
	'%s is no HTTP proxy',
	(address) => {
		const attempt = () => proxyFor(new URL('https://storage.test'), { HTTPS_PROXY: address });
		expect(attempt).toThrow(expect.objectContaining({ code: 'UPLOAD_PROXY_FAILED' }));
		expect(attempt).not.toThrow(/hidden/);
	},
);
