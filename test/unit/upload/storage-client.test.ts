import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStorageClient, type StorageClient } from '../../../lib/upload';
import type { EgressPolicy } from '../../../lib/upload/egress';
import type { PutRequest } from '../../../lib/upload/storage-client';

const NEVER = new AbortController().signal;

/** What arrived at the storage. */
interface Arrived {
	readonly method: string | undefined;
	readonly url: string | undefined;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

let server: Server;
let storage: StorageClient;
let arrived: Arrived[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
	arrived = [];
	answer = (response) => response.setHeader('ETag', '"ab"').end();
	server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { method, url, headers } = request;
		arrived.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
		answer(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	storage = createStorageClient({ maxConnections: 2, allowHttp: true });
});
afterEach(async () => {
	await storage.close();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const address = () =>
	`http://127.0.0.1:${(server.address() as AddressInfo).port}/object?partNumber=1&sig=a%2Fb`;

async function* bytes(...pieces: string[]): AsyncGenerator<Uint8Array> {
	for (const piece of pieces) yield Buffer.from(piece);
}

function put({ resourceUrl = address(), ...more }: Partial<PutRequest> = {}, by = storage) {
	return by.put({
		resourceUrl,
		headers: { Authorization: 'OSS a:b' },
		body: bytes('hello ', 'world'),
		contentLengthBytes: 11,
		signal: NEVER,
		onAnswering: () => {},
		...more,
	});
}

describe('the storage client', () => {
	it('sends a part word for word, with its length and no content type', async () => {
		let answers = 0;
		const stored = await put({ onAnswering: () => answers++ });
		expect(stored).toMatchObject({ status: 200, etag: 'AB' });
		expect(answers).toBe(1);
		expect(arrived).toEqual([
			expect.objectContaining({ method: 'PUT', url: '/object?partNumber=1&sig=a%2Fb', body: 'hello world' }),
		]);
		expect(arrived[0]?.headers).toMatchObject({ authorization: 'OSS a:b', 'content-length': '11' });
		expect(arrived[0]?.headers).not.toHaveProperty('content-type');
		expect(arrived[0]?.headers).not.toHaveProperty('transfer-encoding');
	});

	it('sends a part without a byte', async () => {
		await put({ body: bytes(), contentLengthBytes: 0 });
		expect(arrived[0]).toMatchObject({ body: '', headers: { 'content-length': '0' } });
	});

	it('follows no redirect', async () => {
		answer = (response) => response.writeHead(307, { location: address() }).end();
		expect(await put()).toMatchObject({ status: 307 });
		expect(arrived).toHaveLength(1);
	});

	it('ends a request with its signal', async () => {
		const stop = new AbortController();
		answer = () => stop.abort();
		await expect(put({ signal: stop.signal })).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	});

	it('does not send to http where the user has not chosen the servers', async () => {
		const strict = createStorageClient({ maxConnections: 1, allowHttp: false });
		await expect(put({}, strict)).rejects.toMatchObject({ code: 'UPLOAD_URL_REFUSED' });
		expect(arrived).toEqual([]);
	});

	it('tells a host that is not there', async () => {
		const gone = address();
		await new Promise((resolve) => server.close(resolve));
		await expect(put({ resourceUrl: gone })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		server.listen(0, '127.0.0.1');
	});

	it('lets no more work begin than it has connections for', async () => {
		let inWork = 0;
		let most = 0;
		const work = async () => {
			most = Math.max(most, ++inWork);
			await new Promise((resolve) => setImmediate(resolve));
			return inWork--;
		};
		await Promise.all([1, 2, 3, 4].map(() => storage.withConnection(NEVER, work)));
		expect(most).toBe(2);
		const failing = async () => await Promise.reject(new Error('failed'));
		await expect(storage.withConnection(NEVER, failing)).rejects.toThrow('failed');
		await expect(storage.withConnection(NEVER, failing)).rejects.toThrow('failed');
		expect(await storage.withConnection(NEVER, async () => 'done')).toBe('done');
	});

	it('ends connections in use when it is closed', async () => {
		answer = () => void storage.close();
		await expect(put()).rejects.toThrow();
	});

	it('may be closed before it was used', async () => {
		await expect(
			createStorageClient({ maxConnections: 1, allowHttp: true }).close(),
		).resolves.toBeUndefined();
	});
});

describe('an egress policy', () => {
	const by = (egress: EgressPolicy) => createStorageClient({ maxConnections: 1, allowHttp: true, egress });

	it('sees every address before anything is sent to it', async () => {
		const seen: string[] = [];
		const policy: EgressPolicy = {
			validateUrl: async (url) => {
				seen.push(url.href);
				return { ok: true };
			},
		};
		const client = by(policy);
		expect(await put({}, client)).toMatchObject({ status: 200 });
		expect(seen).toEqual([address()]);
		await client.close();
	});

	it('may refuse, and says why', async () => {
		const reason = new Error('private address');
		await expect(
			put({}, by({ validateUrl: async () => ({ ok: false, error: reason }) })),
		).rejects.toMatchObject({
			code: 'UPLOAD_URL_REFUSED',
			facts: { host: new URL(address()).host, reason: 'EGRESS_POLICY' },
			cause: reason,
		});
		expect(arrived).toEqual([]);
	});

	it('that does not answer is left with the signal', async () => {
		const stop = new AbortController();
		const waiting = put({ signal: stop.signal }, by({ validateUrl: () => new Promise(() => {}) }));
		stop.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	});

	it('governs what a name is resolved to', async () => {
		const named = address().replace('127.0.0.1', 'storage.test');
		const client = by({
			validateUrl: async () => ({ ok: true }),
			lookup: (_hostname, options, callback) =>
				options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4),
		});
		expect(await put({ resourceUrl: named }, client)).toMatchObject({ status: 200 });
		expect(arrived[0]?.headers.host).toMatch(/^storage\.test:/);
		await client.close();
	});

	it.each([
		['a refusal of the policy', new Error('private address'), { code: 'UPLOAD_URL_REFUSED' }],
		['a name that is unknown', Object.assign(new Error('dns'), { code: 'ENOTFOUND' }), { code: 'ENOTFOUND' }],
	])('tells %s while a name is resolved', async (_, error, expected) => {
		const client = by({
			validateUrl: async () => ({ ok: true }),
			lookup: (_hostname, _options, callback) => callback(error, '', 0),
		});
		const named = address().replace('127.0.0.1', 'storage.test');
		await expect(put({ resourceUrl: named }, client)).rejects.toMatchObject(expected);
		await client.close();
	});
});

describe('a proxy of the environment', () => {
	const SECURE = 'https://storage.test/object?partNumber=1';
	let before: NodeJS.ProcessEnv;
	beforeEach(() => {
		before = { ...process.env };
		for (const name of ['no_proxy', 'NO_PROXY', 'npm_config_no_proxy']) delete process.env[name];
	});
	afterEach(() => {
		process.env = before;
	});
	const proxy = (user = '') => `http://${user}${new URL(address()).host}`;

	it('takes parts for http hosts as they are, with its user', async () => {
		process.env.http_proxy = proxy('me:secret@');
		expect(await put({ resourceUrl: 'http://storage.test/object?partNumber=1' })).toMatchObject({
			status: 200,
		});
		expect(arrived[0]).toMatchObject({
			method: 'PUT',
			url: 'http://storage.test/object?partNumber=1',
			body: 'hello world',
			headers: { 'proxy-authorization': `Basic ${Buffer.from('me:secret').toString('base64')}` },
		});
	});

	it('is told where it refuses a tunnel', async () => {
		process.env.https_proxy = proxy();
		const targets: Array<string | undefined> = [];
		server.on('connect', (request, socket) => {
			targets.push(request.url);
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
		});
		await expect(put({ resourceUrl: SECURE })).rejects.toMatchObject({
			name: 'ProxyFailure',
			code: 'PROXY_STATUS_407',
			proxy: new URL(address()).host,
		});
		expect(targets).toEqual(['storage.test:443']);
	});

	it('is told where it cannot be reached', async () => {
		process.env.https_proxy = proxy();
		const { host } = new URL(address());
		await new Promise((resolve) => server.close(resolve));
		await expect(put({ resourceUrl: SECURE })).rejects.toMatchObject({
			name: 'ProxyFailure',
			code: 'ECONNREFUSED',
			proxy: host,
		});
	});

	it('is not blamed for what fails inside its tunnel', async () => {
		process.env.https_proxy = proxy();
		server.on('connect', (_request, socket) => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			socket.once('data', () => socket.destroy());
		});
		const failure: unknown = await put({ resourceUrl: SECURE }).catch((error: unknown) => error);
		expect(failure).not.toMatchObject({ name: 'ProxyFailure' });
		expect(failure).toHaveProperty('message');
	});
});
