import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Exchange } from '../http/exchange';
import { allowBody } from '../http/read-body';
import { TokenBucket } from '../http/traffic-shaper';
import type { StoredPart } from '../stores/object-store';
import type { World } from '../world';
import { Crc64 } from './crc64';
import { storageError } from './storage-errors';

/** OSS: one PUT, of a part or of a whole object, carries at most 5 GB. */
export const MAX_PUT_SIZE_BYTES = 5 * 1024 ** 3;

/** A part whose bytes have all arrived, with what OSS answers about them. */
export interface ReceivedBody {
	readonly part: StoredPart;
	/** Decimal CRC-64 of the bytes, unless switched off. */
	readonly crc64?: string;
}

/** Reads the body into the store as fast as the line allows. A body that breaks off leaves nothing behind. */
export async function receiveBody(
	exchange: Exchange,
	world: World,
	uploadId: string,
	partNumber: number,
): Promise<ReceivedBody> {
	const { req, res, call } = exchange;
	const md5 = world.switches.etag === 'md5' ? createHash('md5') : undefined;
	const crc64 = world.switches.crc64 ? new Crc64() : undefined;
	const line = lineOf(exchange, world);
	const spoil = spoilerOf(exchange, world);
	const writer = await world.store.openPart(uploadId, partNumber);
	try {
		allowBody(req, res);
		await line.carry(0);
		// The connection stays open for the answer when a part is refused half way.
		for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
			call.bytes += chunk.length;
			if (call.bytes > MAX_PUT_SIZE_BYTES) throw storageError('EntityTooLarge');
			spoil(chunk);
			md5?.update(chunk);
			crc64?.update(chunk);
			await writer.write(chunk);
			await line.carry(chunk.length);
		}
	} catch (error) {
		await writer.discard();
		throw error;
	}
	const part = await writer.finish();
	return {
		part: md5 ? { ...part, md5: md5.digest('hex') } : part,
		...(crc64 && { crc64: crc64.toDecimal() }),
	};
}

/** The line that carries this part: its speed, and the faults that hit it on the way. */
function lineOf(exchange: Exchange, world: World): { carry(bytes: number): Promise<void> } {
	const { req, res, call } = exchange;
	const fault = world.faults.take(call, 'reset-after-bytes', 'stop-reading', 'slow');
	if (fault) call.faults.push(fault.kind);
	const slow = fault?.kind === 'slow' ? new TokenBucket(fault.bytesPerSecond) : undefined;
	return {
		carry: async (bytes) => {
			if (fault?.kind === 'reset-after-bytes' && call.bytes >= fault.bytes) {
				await exchange.reset();
				throw new Error('The connection was cut by a fault.');
			}
			if (fault?.kind === 'stop-reading' && call.bytes >= fault.bytes) {
				await once(res, 'close');
				throw new Error('The connection was closed while a fault kept the body waiting.');
			}
			await slow?.take(bytes, exchange.ended);
			await world.shaper.carry(req.socket, bytes, exchange.ended);
		},
	};
}

/** What bad memory or a broken proxy on the way would do to the bytes. */
function spoilerOf({ call }: Exchange, world: World): (chunk: Buffer) => void {
	const fault = world.faults.take(call, 'flip-byte');
	if (!fault) return () => {};
	call.faults.push(fault.kind);
	return (chunk) => {
		chunk[0] = ~(chunk[0] ?? 0);
	};
}
