import type { Dispatcher } from 'undici';
import { orAborted } from './abort';
import { assertEgress, egressLookup, type EgressPolicy } from './egress';
import { errorCode, isUnconnected } from './network-codes';
import { Permits } from './permits';
import { ProxyFailure, proxyFor, type Proxy } from './proxy';
import { readPutAnswer, type PutAnswer } from './put-answer';
import { parseResourceUrl } from './resource-url';
import { assertSendable } from './signed-headers';

/**
 * The data plane: sends bytes to object storage and nothing else. It has no credentials of its own,
 * follows no redirect and repeats nothing. The only file of the engine that knows undici.
 */
export interface StorageClient {
	/**
	 * Runs `work`, which may make one PUT at a time, when a connection is free for it. Without this a PUT would
	 * wait for its connection unseen, and its silence would look like that of the storage.
	 * @throws UploadError `UPLOAD_ABORTED`, or what `work` threw
	 */
	withConnection<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
	put(request: PutRequest): Promise<PutAnswer>;
	/** Ends all connections, also those in use. */
	close(): Promise<void>;
}

export interface PutRequest {
	readonly resourceUrl: string;
	/** Sent word for word; nothing is added that object storage signs. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: AsyncIterable<Uint8Array>;
	readonly contentLengthBytes: number;
	readonly signal: AbortSignal;
	/** Called when the answer begins. */
	readonly onAnswering: () => void;
}

export interface StorageClientOptions {
	/** Connections at a time; as many as parts may be in flight. */
	readonly maxConnections: number;
	/** Whether resource URLs may be http; only for servers that the user chose. */
	readonly allowHttp: boolean;
	readonly egress?: EgressPolicy | undefined;
}

/** A host that does not answer a SYN within this is given up; curl and undici wait as long by default. */
const CONNECT_TIMEOUT_MS = 10_000;

/** What undici says, in words only, where a proxy answers `CONNECT` with anything but 200. */
const TUNNEL_REFUSED = /^Proxy response \((\d{3})\)/;

export function createStorageClient(options: StorageClientOptions): StorageClient {
	/** By the proxy's address; '' for none. */
	const dispatchers = new Map<string, Promise<Dispatcher>>();

	function dispatcherFor(proxy: Proxy | undefined): Promise<Dispatcher> {
		const key = proxy?.origin ?? '';
		const dispatcher = dispatchers.get(key) ?? createDispatcher(options, proxy);
		dispatchers.set(key, dispatcher);
		return dispatcher;
	}

	const connections = new Permits(options.maxConnections);

	return {
		async withConnection(signal, work) {
			const release = await connections.acquire(signal);
			try {
				return await work();
			} finally {
				release();
			}
		},
		async put(request) {
			const url = parseResourceUrl(request.resourceUrl, options.allowHttp);
			assertSendable(request.headers);
			await orAborted(assertEgress(url, options.egress), request.signal);
			const proxy = proxyFor(url);
			const dispatcher = await dispatcherFor(proxy);
			try {
				const answering = dispatcher.request({
					method: 'PUT',
					origin: url.origin,
					path: url.pathname + url.search,
					headers: { ...request.headers, 'content-length': String(request.contentLengthBytes) },
					body: request.contentLengthBytes === 0 ? null : request.body,
					signal: request.signal,
				} as Dispatcher.RequestOptions);
				// As long as a connection is being made, undici is deaf to the signal.
				const answer = await orAborted(answering, request.signal);
				request.onAnswering();
				return await readPutAnswer(answer);
			} catch (error) {
				throw (proxy && readProxyFailure(error, proxy)) ?? error;
			}
		},
		async close() {
			await Promise.all([...dispatchers.values()].map(async (dispatcher) => (await dispatcher).destroy()));
		},
	};
}

/** Loaded with the first part: undici takes longer to load than the rest of the node together. */
async function createDispatcher(options: StorageClientOptions, proxy?: Proxy): Promise<Dispatcher> {
	const { Agent, Pool, ProxyAgent } = await import('undici');
	const limits = {
		connections: options.maxConnections,
		// Time limits are the stall watch's: these would cut a slow line that still moves.
		headersTimeout: 0,
		bodyTimeout: 0,
	};
	// The storage hosts have IPv6 addresses, and n8n turns Node's fallback to IPv4 off for the process.
	const connect = { timeout: CONNECT_TIMEOUT_MS, autoSelectFamily: true };
	if (proxy === undefined) {
		const lookup = options.egress && egressLookup(options.egress);
		return new Agent({ ...limits, connect: { ...connect, ...(lookup && { lookup }) } });
	}
	// The proxy is the operator's choice and may be anywhere, and it looks names up itself: as in n8n's own
	// requests, the URL alone is what the egress policy has judged.
	return new ProxyAgent({
		uri: proxy.origin,
		...(proxy.authorization !== undefined && { token: proxy.authorization }),
		// Only for https: many proxies refuse a tunnel to any other port.
		proxyTunnel: false,
		proxyTls: connect,
		factory: (origin, more) => new Pool(origin, { ...more, ...limits }),
	});
}

function readProxyFailure(error: unknown, { origin }: Proxy): ProxyFailure | undefined {
	const { host } = new URL(origin);
	const status = error instanceof Error ? TUNNEL_REFUSED.exec(error.message)?.[1] : undefined;
	if (status !== undefined) return new ProxyFailure(host, `PROXY_STATUS_${status}`);
	const code = errorCode(error);
	// What fails inside a tunnel, such as a handshake, is between us and the storage.
	return code !== undefined && isUnconnected(code) ? new ProxyFailure(host, code) : undefined;
}
