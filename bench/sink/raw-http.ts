import type { Socket } from 'node:net';

/**
 * As much of HTTP/1.1 as a sink for uploads needs, on bare sockets: Node's own server spends more
 * time on a large body than the clients under test do. Bodies are counted; only small ones are kept.
 */
export interface SinkRequest {
	readonly method: string;
	/** Path and query. */
	readonly target: string;
	readonly headers: ReadonlyMap<string, string>;
	readonly bodyBytes: number;
	/** The body where it is no larger than `KEPT_BODY_BYTES`, else empty. */
	readonly body: string;
}

export interface SinkResponse {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

export interface SinkService {
	/** A request whose head has arrived, and whose body may still be on its way. */
	begin(method: string): void;
	answer(request: SinkRequest): SinkResponse;
}

const KEPT_BODY_BYTES = 64 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** Answers requests on one connection, one after the other, until the peer closes it. */
export function serveConnection(socket: Socket, service: SinkService): void {
	let head = Buffer.alloc(0);
	let current: OpenRequest | undefined;

	const take = (chunk: Buffer) => {
		let rest = chunk;
		for (;;) {
			if (current === undefined) {
				head = head.length === 0 ? rest : Buffer.concat([head, rest]);
				const end = head.indexOf(HEAD_END);
				if (end < 0) return;
				rest = head.subarray(end + HEAD_END.length);
				current = openRequest(head.subarray(0, end).toString('latin1'));
				head = Buffer.alloc(0);
				service.begin(current.method);
				if (current.headers.get('expect') === '100-continue') socket.write('HTTP/1.1 100 Continue\r\n\r\n');
			}
			rest = current.takeBody(rest);
			if (!current.isComplete()) return;
			socket.write(serialize(service.answer(current.close())));
			current = undefined;
		}
	};
	socket.on('data', take);
	socket.on('error', () => socket.destroy());
	socket.setNoDelay(true);
}

interface OpenRequest {
	readonly method: string;
	readonly headers: ReadonlyMap<string, string>;
	/** @returns what belongs to the next request */
	takeBody(chunk: Buffer): Buffer;
	isComplete(): boolean;
	close(): SinkRequest;
}

function openRequest(text: string): OpenRequest {
	const [requestLine = '', ...lines] = text.split('\r\n');
	const [method = '', target = ''] = requestLine.split(' ');
	const headers = new Map(
		lines.map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	const isChunked = headers.get('transfer-encoding') === 'chunked';
	const body = isChunked ? chunkedBody() : sizedBody(Number(headers.get('content-length') ?? 0));
	return {
		method,
		headers,
		takeBody: body.take,
		isComplete: body.isComplete,
		close: () => ({ method, target, headers, ...body.read() }),
	};
}

interface Body {
	take(chunk: Buffer): Buffer;
	isComplete(): boolean;
	read(): Pick<SinkRequest, 'body' | 'bodyBytes'>;
}

function sizedBody(bodyBytes: number): Body {
	const isKept = bodyBytes <= KEPT_BODY_BYTES;
	const kept: Buffer[] = [];
	let missing = bodyBytes;
	return {
		take(chunk) {
			const taken = Math.min(missing, chunk.length);
			missing -= taken;
			if (isKept) kept.push(chunk.subarray(0, taken));
			return chunk.subarray(taken);
		},
		isComplete: () => missing === 0,
		read: () => ({ bodyBytes, body: Buffer.concat(kept).toString('utf8') }),
	};
}

/** Only calls of the API come like this, and they are small: the whole is kept until its last chunk is there. */
function chunkedBody(): Body {
	let raw = Buffer.alloc(0);
	const end = () => raw.indexOf(LAST_CHUNK);
	return {
		take(chunk) {
			raw = Buffer.concat([raw, chunk]);
			if (end() < 0) return raw.subarray(raw.length);
			const rest = raw.subarray(end() + LAST_CHUNK.length);
			raw = raw.subarray(0, end() + LAST_CHUNK.length);
			return rest;
		},
		isComplete: () => end() >= 0,
		read() {
			const chunks: Buffer[] = [];
			for (let at = 0; ; ) {
				const lineEnd = raw.indexOf('\r\n', at);
				const sizeBytes = Number.parseInt(raw.subarray(at, lineEnd).toString('latin1'), 16);
				if (!(sizeBytes > 0)) break;
				chunks.push(raw.subarray(lineEnd + 2, lineEnd + 2 + sizeBytes));
				at = lineEnd + 2 + sizeBytes + 2;
			}
			const body = Buffer.concat(chunks);
			return { bodyBytes: body.length, body: body.toString('utf8') };
		},
	};
}

function serialize({ status, headers = {}, body = '' }: SinkResponse): string {
	const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), ...headers });
	return [`HTTP/1.1 ${status} X`, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join(
		'\r\n',
	);
}
