import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../faults/fault';
import { wallClockMs, type RecordedCall } from './call-log';
import type { World } from '../world';
import type { Reply, ReplyStream } from './reply';

/** One request and its answer, with the record of both. */
export class Exchange {
	readonly url: URL;
	readonly call: RecordedCall;
	/** Aborted when the exchange is over, by an answer or by either side closing the connection. */
	readonly ended: AbortSignal;

	constructor(
		readonly req: IncomingMessage,
		readonly res: ServerResponse,
		operation: Operation,
		private readonly world: Pick<World, 'calls' | 'latencyMs'>,
	) {
		this.url = requestUrl(req);
		this.call = {
			operation,
			method: req.method ?? '',
			path: this.url.pathname,
			query: Object.fromEntries(this.url.searchParams),
			headers: req.headers,
			atMs: wallClockMs(),
			partNumbers: [],
			bytes: 0,
			status: 0,
			faults: [],
		};
		world.calls.begin(this.call);
		const ending = new AbortController();
		this.ended = ending.signal;
		res.once('close', () => {
			ending.abort();
			world.calls.end(this.call);
		});
	}

	/** Sends the answer, one round trip later. */
	async send(reply: Reply): Promise<void> {
		await this.travel();
		if (this.ended.aborted) return;
		this.call.status = reply.status;
		if (reply.stream) return await this.pour(reply, reply.stream);
		this.call.endedAtMs = wallClockMs();
		const body = Buffer.from(reply.body);
		this.res.writeHead(reply.status, { ...reply.headers, 'Content-Length': body.length }).end(body);
	}

	/** Sends an answer that is written out already, and hangs up. */
	async sendRaw(status: number, answer: string): Promise<void> {
		await this.travel();
		if (this.ended.aborted) return;
		this.call.status = status;
		// A body that is left unread would make the system cut the connection, answer and all.
		this.req.resume();
		this.req.socket.end(answer);
	}

	/** Cuts the connection with a TCP reset. */
	async reset(): Promise<void> {
		await this.travel();
		this.req.socket.resetAndDestroy();
	}

	private async pour({ status, headers }: Reply, { sizeBytes, open }: ReplyStream): Promise<void> {
		this.res.writeHead(status, { ...headers, 'Content-Length': sizeBytes });
		await pipeline(open(), this.res);
	}

	private async travel(): Promise<void> {
		if (this.world.latencyMs > 0) await sleep(this.world.latencyMs, undefined, { signal: this.ended });
	}
}

/** The request's path and query; the host says nothing about the emulator's own. */
export function requestUrl(req: IncomingMessage): URL {
	return new URL(`http://emulator${req.url ?? '/'}`);
}
