import { createHash } from 'node:crypto';
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { answerDingTalk } from './dingtalk-protocol';
import { serveConnection, type SinkHandler, type SinkRequest, type SinkResponse } from './raw-http';
import { answerObjectStorage } from './object-storage-protocol';

/** What arrived since the last reset. */
export interface SinkStats {
	puts: number;
	bytes: number;
	apiCalls: number;
	/** On the machine's clock; 0 where nothing arrived. */
	firstPutAtMs: number;
}

export interface SinkOptions {
	readonly tls?: { readonly key: string; readonly cert: string } | undefined;
	/** The block of which every file under test consists, part by part: its MD5 is what a storage would answer. */
	readonly block: Buffer;
}

export interface Sink {
	readonly url: string;
	readonly stats: SinkStats;
	close(): Promise<void>;
}

/**
 * Takes uploads in the protocols of DingTalk, OSS and S3, and keeps nothing. It answers the right
 * ETags without hashing, since it knows the blocks that the files consist of.
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
	const stats: SinkStats = { puts: 0, bytes: 0, apiCalls: 0, firstPutAtMs: 0 };
	const etags = new EtagTable(options.block);
	let url = '';

	const handle: SinkHandler = (request) => {
		if (request.target === '/_sink/reset') {
			Object.assign(stats, { puts: 0, bytes: 0, apiCalls: 0, firstPutAtMs: 0 });
			return { status: 200 };
		}
		if (request.target === '/_sink/stats') return { status: 200, body: JSON.stringify(stats) };
		if (request.method === 'PUT') return store(request);
		stats.apiCalls++;
		return answerDingTalk(request, url) ?? answerObjectStorage(request) ?? { status: 404 };
	};
	const store = (request: SinkRequest): SinkResponse => {
		stats.puts++;
		stats.bytes += request.bodyBytes;
		stats.firstPutAtMs ||= Date.now();
		return {
			status: 200,
			headers: { ETag: `"${etags.of(request.bodyBytes)}"`, 'x-oss-request-id': 'bench' },
		};
	};

	const server: Server = options.tls
		? createTlsServer(options.tls, (socket) => serveConnection(socket, handle))
		: createPlainServer((socket) => serveConnection(socket, handle));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
	return { url, stats, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** MD5 of so many bytes of the repeated block, computed once for each length. */
class EtagTable {
	private readonly known = new Map<number, string>();

	constructor(private readonly block: Buffer) {}

	of(sizeBytes: number): string {
		const known = this.known.get(sizeBytes);
		if (known !== undefined) return known;
		const hash = createHash('md5');
		for (let left = sizeBytes; left > 0; left -= this.block.length) {
			hash.update(this.block.subarray(0, Math.min(left, this.block.length)));
		}
		const etag = hash.digest('hex').toUpperCase();
		this.known.set(sizeBytes, etag);
		return etag;
	}
}
