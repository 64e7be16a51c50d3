import type { ByteSource } from '../../lib/upload';
import { PartBuffers } from '../../lib/upload/source/part-buffers';
import type { PartBytes } from '../../lib/upload/source/byte-source';

/** What an upload holds of its source at a moment, and held at most. */
export interface Holdings {
	partsHeld: number;
	mostPartsHeld: number;
	bufferBytes: number;
	mostBufferBytes: number;
	isClosed: boolean;
}

export const newHoldings = (): Holdings => ({
	partsHeld: 0,
	mostPartsHeld: 0,
	bufferBytes: 0,
	mostBufferBytes: 0,
	isClosed: false,
});

/** The same source, with an account of the memory that its parts take from the engine's pool. */
export function observe(source: ByteSource, held: Holdings): ByteSource {
	const observed = new WeakMap<PartBuffers, ObservedBuffers>();
	const observedBuffers = (buffers: PartBuffers) => {
		const known = observed.get(buffers) ?? new ObservedBuffers(buffers, held);
		observed.set(buffers, known);
		return known;
	};
	return {
		sizeBytes: source.sizeBytes,
		async read(part, buffers, signal) {
			return countPart(await source.read(part, observedBuffers(buffers), signal), held);
		},
		assertEnd: async (signal) => await source.assertEnd(signal),
		rewind: async () => await source.rewind(),
		async close() {
			await source.close();
			held.isClosed = true;
		},
	};
}

function countPart(bytes: PartBytes, held: Holdings): PartBytes {
	held.partsHeld += 1;
	held.mostPartsHeld = Math.max(held.mostPartsHeld, held.partsHeld);
	return {
		sizeBytes: bytes.sizeBytes,
		slice: async (offsetBytes, lengthBytes, signal) => await bytes.slice(offsetBytes, lengthBytes, signal),
		md5: async (signal) => await bytes.md5(signal),
		release() {
			held.partsHeld -= 1;
			bytes.release();
		},
	};
}

class ObservedBuffers extends PartBuffers {
	constructor(
		private readonly actual: PartBuffers,
		private readonly held: Holdings,
	) {
		super();
	}

	override async take(sizeBytes: number, signal: AbortSignal) {
		const { bytes, release } = await this.actual.take(sizeBytes, signal);
		const { held } = this;
		held.bufferBytes += sizeBytes;
		held.mostBufferBytes = Math.max(held.mostBufferBytes, held.bufferBytes);
		return {
			bytes,
			release() {
				held.bufferBytes -= sizeBytes;
				release();
			},
		};
	}
}
