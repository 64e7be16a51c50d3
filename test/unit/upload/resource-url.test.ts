import { HostOrder, hostOf } from '../../../lib/upload/host-order';
import { parseResourceUrl } from '../../../lib/upload/resource-url';

describe('parseResourceUrl', () => {
	it('takes https, and http where the user chose the servers', () => {
		expect(parseResourceUrl('https://storage.test/part?Signature=x', false).host).toBe('storage.test');
		expect(parseResourceUrl('http://127.0.0.1:1/part', true).host).toBe('127.0.0.1:1');
		expect(parseResourceUrl('https://storage.test?key=a@b', false).host).toBe('storage.test');
	});

	it.each([
		['http elsewhere', 'http://storage.test/part?Signature=hidden'],
		['another scheme', 'file:///etc/passwd?Signature=hidden'],
		['a user name', 'https://user@storage.test/part?Signature=hidden'],
		['a password', 'https://:hidden@storage.test/part'],
		['an empty user name', 'https://@storage.test/part?Signature=hidden'],
		['FTP', 'ftp://storage.test/part?Signature=hidden'],
		['a body in the URL', 'data:text/plain,hidden'],
		['a web socket', 'wss://storage.test/part?Signature=hidden'],
		['no host', 'https:///part?Signature=hidden'],
		['no slashes', 'https:storage.test/part?Signature=hidden'],
		['a port alone', 'https://:443/part?Signature=hidden'],
		['backslashes', 'https:\\\\storage.test\\part?Signature=hidden'],
		['a line break', 'https://stor\nage.test/part?Signature=hidden'],
		['a tab', 'https://storage.test/part\t?Signature=hidden'],
		['a zero byte', 'https://storage.test/part\0?Signature=hidden'],
		['a blank at the start', ' https://storage.test/part?Signature=hidden'],
		['nonsense', 'hidden'],
		['nothing', ''],
	])('refuses %s and keeps the signature to itself', (_, url) => {
		const attempt = () => parseResourceUrl(url, false);
		expect(attempt).toThrow(expect.objectContaining({ code: 'UPLOAD_URL_REFUSED' }));
		expect(attempt).not.toThrow(/hidden/);
	});

	it('takes no scheme but http and https, even where the user chose the servers', () => {
		expect(() => parseResourceUrl('ftp://storage.test/part', true)).toThrow(
			expect.objectContaining({ code: 'UPLOAD_URL_REFUSED' }),
		);
	});

	it.each([
		['http://storage.test/part', { reason: 'SCHEME_REFUSED', host: 'storage.test' }, /scheme http:/],
		['https://user@storage.test/part', { reason: 'USER_INFO_REFUSED', host: 'storage.test' }, /user name/],
		['nonsense', { reason: 'URL_INVALID', host: undefined }, /not a valid URL/],
	])('tells what is wrong with %s', (url, facts, message) => {
		const attempt = () => parseResourceUrl(url, false);
		expect(attempt).toThrow(expect.objectContaining({ facts }));
		expect(attempt).toThrow(message);
	});
});

describe('HostOrder', () => {
	const [a, b, c] = ['https://a.test/1?s=1', 'https://b.test/1?s=1', 'https://c.test/1?s=1'] as const;
	const chosen = (hosts: HostOrder, urls: readonly string[]) =>
		[0, 1, 2].map((turn) => hostOf(hosts.choose(urls, turn)));

	it('leaves hosts out that are out of reach, until they answer again', () => {
		const hosts = new HostOrder();
		expect(chosen(hosts, [a, b])).toEqual(['a.test', 'b.test', 'a.test']);
		hosts.markUnreachable(a, false);
		expect(chosen(hosts, [a, b])).toEqual(['b.test', 'b.test', 'b.test']);
		hosts.markReachable(a);
		expect(chosen(hosts, [a, b])).toEqual(['a.test', 'b.test', 'a.test']);
	});

	it('goes on with those that may come back where none is in reach', () => {
		const hosts = new HostOrder();
		hosts.markUnreachable(a, true);
		hosts.markUnreachable(b, false);
		hosts.markUnreachable(c, false);
		expect(hosts.isAnyInReach([a, b, c])).toBe(false);
		expect(chosen(hosts, [a, b, c])).toEqual(['b.test', 'c.test', 'b.test']);
		expect(hosts.isHopeless([a, b, c])).toBe(false);
		expect(hosts.isHopeless([a])).toBe(true);
		expect(hostOf(hosts.choose([a], 0))).toBe('a.test');
	});

	it('has nothing to choose where there is no address', () => {
		expect(new HostOrder().choose([], 0)).toBe('');
	});

	it('shows nothing of an address that is none', () => {
		expect(hostOf('hidden')).toBe('');
	});
});
