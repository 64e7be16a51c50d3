import { createHash } from 'node:crypto';
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { answerDingTalk } from './dingtalk-protocol';
import { serveConnection, type SinkRequest, type SinkResponse, type SinkService } from './raw-http';
import { answerObjectStorage } from './object-storage-protocol';

/** What arrived since the last reset. */
export interface SinkStats {
	puts: number;
	bytes: number;
	apiCalls: number;
	/** On the machine's clock; 0 where nothing arrived. */
	firstPutAtMs: number;
	largestPutBytes: number;
	/** The largest number of PUTs that were under way at one moment. */
	peakPutsInFlight: number;
}

const NOTHING: Readonly<SinkStats> = {
	puts: 0,
	bytes: 0,
	apiCalls: 0,
	firstPutAtMs: 0,
	largestPutBytes: 0,
	peakPutsInFlight: 0,
};

export interface SinkOptions {
	readonly tls?: { readonly key: string; readonly cert: string } | undefined;
	/** The block of which every file under test consists, part by part: its MD5 is what a storage would answer. */
	readonly block: Buffer;
}

export interface Sink {
	readonly url: string;
	readonly stats: SinkStats;
	/** Forgets what arrived. */
	reset(): void;
}

/**
 * Takes uploads in the protocols of DingTalk, OSS and S3, and keeps nothing. It answers the right
 * ETags without hashing, since it knows the blocks that the files consist of.
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
	const stats: SinkStats = { ...NOTHING };
	const etags = new EtagTable(options.block);
	let putsInFlight = 0;
	let url = '';

	const store = (request: SinkRequest): SinkResponse => {
		putsInFlight--;
		stats.puts++;
		stats.bytes += request.bodyBytes;
		stats.firstPutAtMs ||= Date.now();
		stats.largestPutBytes = Math.max(stats.largestPutBytes, request.bodyBytes);
		return {
			status: 200,
			headers: { ETag: `"${etags.of(request.bodyBytes)}"`, 'x-oss-request-id': 'bench' },
		};
	};
	const service: SinkService = {
		begin(method) {
			if (method !== 'PUT') return;
			putsInFlight++;
			stats.peakPutsInFlight = Math.max(stats.peakPutsInFlight, putsInFlight);
		},
		answer(request) {
			if (request.method === 'PUT') return store(request);
			stats.apiCalls++;
			return answerDingTalk(request, url) ?? answerObjectStorage(request) ?? { status: 404 };
		},
	};

	const server: Server = options.tls
		? createTlsServer(options.tls, (socket) => serveConnection(socket, service))
		: createPlainServer((socket) => serveConnection(socket, service));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
	return { url, stats, reset: () => void Object.assign(stats, NOTHING) };
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
