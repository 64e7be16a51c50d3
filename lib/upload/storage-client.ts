import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { parseResourceUrl } from './resource-url';
import { UploadError } from './errors';

/**
 * The data plane: sends bytes to object storage and nothing else. It has no credentials of its own,
 * follows no redirect and repeats nothing. The only file of the engine that knows undici.
 */
export interface StorageClient {
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
	/** Called whenever something of the answer arrives. */
	readonly onAnswering: () => void;
}

export interface PutAnswer {
	readonly status: number;
	/** Quotes stripped, upper case; undefined where the storage sent none. */
	readonly etag: string | undefined;
	readonly retryAfter: string | undefined;
	/** `<Code>` of an error answer, such as `RequestTimeTooSkewed`. */
	readonly storageCode: string | undefined;
}

export interface StorageClientOptions {
	/** Connections to one host at a time; as many as parts may be in flight. */
	readonly maxConnections: number;
	/** Whether resource URLs may be http; only for servers that the user chose. */
	readonly allowHttp: boolean;
	/** Where the host application governs which addresses may be reached. */
	readonly egress?: EgressPolicy | undefined;
}

export interface EgressPolicy {
	validateUrl(url: URL): Promise<{ ok: boolean; error?: unknown }>;
	/** A DNS look-up that refuses forbidden addresses also after the URL was found good. */
	readonly lookup?: LookupFunction | undefined;
}

/** A host that does not answer a SYN within this is given up; curl and undici wait as long by default. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Of an error document only `<Code>` is of use, and OSS sends it first; the rest may be any size. */
const ERROR_BODY_MAX_BYTES = 64 * 1024;

export function createStorageClient(options: StorageClientOptions): StorageClient {
	let agent: Promise<Dispatcher> | undefined;
	return {
		async put(request) {
			const url = parseResourceUrl(request.resourceUrl, options.allowHttp);
			await assertEgress(url, options.egress);
			agent ??= createAgent(options);
			const answer = await (
				await agent
			).request({
				method: 'PUT',
				origin: url.origin,
				path: url.pathname + url.search,
				headers: { ...request.headers, 'content-length': String(request.contentLengthBytes) },
				body: request.contentLengthBytes === 0 ? null : request.body,
				signal: request.signal,
			} as Dispatcher.RequestOptions);
			request.onAnswering();
			const text = await readStart(answer.body, request.onAnswering);
			return {
				status: answer.statusCode,
				etag: readHeader(answer.headers, 'etag')
					?.replace(/^W\/|"/g, '')
					.toUpperCase(),
				retryAfter: readHeader(answer.headers, 'retry-after'),
				storageCode: /<Code>([A-Za-z0-9.]{1,100})<\/Code>/.exec(text)?.[1],
			};
		},
		async close() {
			await (await agent)?.destroy();
		},
	};
}

/** Loaded with the first part: undici takes longer to load than the rest of the node together. */
async function createAgent(options: StorageClientOptions): Promise<Dispatcher> {
	const { EnvHttpProxyAgent } = await import('undici');
	return new EnvHttpProxyAgent({
		connections: options.maxConnections,
		// Time limits are the stall watch's: these would cut a slow line that still moves.
		headersTimeout: 0,
		bodyTimeout: 0,
		connect: {
			timeout: CONNECT_TIMEOUT_MS,
			// The storage hosts have IPv6 addresses, and n8n turns Node's fallback to IPv4 off for the process.
			autoSelectFamily: true,
			...(options.egress?.lookup && { lookup: options.egress.lookup }),
		},
	});
}

async function assertEgress(url: URL, egress: EgressPolicy | undefined): Promise<void> {
	const verdict = await egress?.validateUrl(url);
	if (verdict && !verdict.ok) {
		throw new UploadError(
			'UPLOAD_URL_REFUSED',
			`This n8n may not connect to the storage host ${url.host}`,
			{ host: url.host },
			{ cause: verdict.error },
		);
	}
}

/** Reads the whole body, so that the connection can be used again, and keeps its start. */
async function readStart(body: AsyncIterable<Uint8Array>, onAnswering: () => void): Promise<string> {
	const chunks: Uint8Array[] = [];
	let keptBytes = 0;
	for await (const chunk of body) {
		onAnswering();
		if (keptBytes < ERROR_BODY_MAX_BYTES) chunks.push(chunk);
		keptBytes += chunk.length;
		if (keptBytes > ERROR_BODY_MAX_BYTES) break;
	}
	return Buffer.concat(chunks).toString('utf8');
}

function readHeader(
	headers: Record<string, string | string[] | undefined>,
	name: string,
): string | undefined {
	const value = headers[name];
	return Array.isArray(value) ? value[0] : value;
}
