import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A bucket makes up for timers that fire late, up to this much. */
const BURST_MS = 20;

/** Waits shorter than a timer's own precision are not worth one. */
const MIN_WAIT_MS = 1;

/** Lets bytes through at a given rate: each batch waits until those before it have had their time. */
export class TokenBucket {
	private freeAtMs = 0;

	constructor(private readonly bytesPerSecond: number) {}

	async take(bytes: number, signal: AbortSignal): Promise<void> {
		const nowMs = performance.now();
		this.freeAtMs = Math.max(this.freeAtMs, nowMs - BURST_MS) + (bytes / this.bytesPerSecond) * 1000;
		const waitMs = this.freeAtMs - nowMs;
		if (waitMs >= MIN_WAIT_MS) await sleep(waitMs, undefined, { signal });
	}
}

/** The speed of the line to the object storage: per connection, and of all connections together. */
export class TrafficShaper {
	private readonly connections = new WeakMap<Socket, TokenBucket>();
	private readonly total: TokenBucket | undefined;

	constructor(
		private readonly bytesPerSecondPerConnection: number | undefined,
		bytesPerSecondTotal: number | undefined,
	) {
		this.total = bytesPerSecondTotal === undefined ? undefined : new TokenBucket(bytesPerSecondTotal);
	}

	/** Waits until the line has carried these bytes; throws when the signal aborts before that. */
	async carry(socket: Socket, bytes: number, signal: AbortSignal): Promise<void> {
		await this.connection(socket)?.take(bytes, signal);
		await this.total?.take(bytes, signal);
	}

	private connection(socket: Socket): TokenBucket | undefined {
		if (this.bytesPerSecondPerConnection === undefined) return undefined;
		let bucket = this.connections.get(socket);
		if (!bucket) {
			bucket = new TokenBucket(this.bytesPerSecondPerConnection);
			this.connections.set(socket, bucket);
		}
		return bucket;
	}
}
