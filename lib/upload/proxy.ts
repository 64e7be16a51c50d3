import { UploadError } from './errors';

/** A proxy that speaks HTTP. */
export interface Proxy {
	/** Scheme, host and port, without user and password. */
	readonly origin: string;
	/** `Proxy-Authorization`, where the address holds a user. */
	readonly authorization: string | undefined;
}

/** Nothing got to the storage because of the proxy. */
export class ProxyFailure extends Error {
	override readonly name = 'ProxyFailure';

	/**
	 * @param proxy host and port
	 * @param code the network's, such as `ECONNREFUSED`, or `PROXY_STATUS_407` for what the proxy answered
	 */
	constructor(
		readonly proxy: string,
		readonly code: string,
	) {
		super(`The proxy makes no connection: ${code}`);
	}
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy that the environment names for this URL. The rules are those of the package proxy-from-env,
 * by which n8n's own requests go: undici's differ in what `NO_PROXY` covers, and it knows no `ALL_PROXY`.
 *
 * @throws UploadError `UPLOAD_PROXY_FAILED` where the environment names something that is no HTTP proxy
 */
export function proxyFor(target: URL, environment: Environment = process.env): Proxy | undefined {
	const scheme = target.protocol.slice(0, -1);
	const named = read(
		environment,
		`npm_config_${scheme}_proxy`,
		`${scheme}_proxy`,
		'npm_config_proxy',
		'all_proxy',
	);
	if (named === '' || isExempt(target, read(environment, 'npm_config_no_proxy', 'no_proxy')))
		return undefined;
	return parseProxy(named.includes('://') ? named : `${scheme}://${named}`);
}

/** The first of these variables that has a value; the lower-case spelling of a name wins. */
function read(environment: Environment, ...names: string[]): string {
	const spellings = names.flatMap((name) => [name, name.toUpperCase()]);
	return spellings.map((name) => environment[name]).find(Boolean) ?? '';
}

/** A list of hosts: `a.test` is that host only, `.a.test` and `*.a.test` all below it, `*` every one. */
function isExempt(target: URL, noProxy: string): boolean {
	const list = noProxy.toLowerCase();
	if (list === '*') return true;
	// With the brackets of an IPv6 address.
	const host = target.host.replace(/:\d*$/, '');
	const port = target.port || DEFAULT_PORTS[target.protocol];
	return list.split(/[,\s]/).some((entry) => {
		const [, name = entry, entryPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
		if (entry === '' || (Number(entryPort) && Number(entryPort) !== Number(port))) return false;
		const isPattern = /^[.*]/.test(name);
		return isPattern ? host.endsWith(name.replace(/^\*/, '')) : host === name;
	});
}

function parseProxy(address: string): Proxy {
	try {
		const { protocol, origin, username, password } = new URL(address);
		if (protocol in DEFAULT_PORTS) return { origin, authorization: authorize(username, password) };
	} catch {
		// Said below: what was thrown holds the password.
	}
	throw new UploadError('UPLOAD_PROXY_FAILED', 'The environment names a proxy that does not speak HTTP', {
		reason: 'PROXY_ADDRESS_INVALID',
	});
}

function authorize(username: string, password: string): string | undefined {
	if (username === '' && password === '') return undefined;
	const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return `Basic ${Buffer.from(user).toString('base64')}`;
}
