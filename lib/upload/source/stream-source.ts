import type { Readable } from 'node:stream';
import type { ByteSource, PartBytes } from './byte-source';
import { heldPart } from './held-part';
import { inTime, SOURCE_TIMEOUT_MS } from './in-time';
import type { PartBuffers } from './part-buffers';
import { sizeMismatch, sourceFailed } from './source-errors';

const NOTHING = new Uint8Array(0);

/**
 * A stream of any chunking, from single bytes to the whole file at once. Its bytes are cut anew
 * into part buffers, one part after the other.
 *
 * @param open called with the first read, and with the first one after a rewind
 */
export function streamSource(
	open: () => Promise<Readable>,
	sizeBytes: number,
	timeoutMs = SOURCE_TIMEOUT_MS,
): ByteSource {
	let stream: Promise<Readable> | undefined;
	let chunks: AsyncIterator<Uint8Array> | undefined;
	let leftover = NOTHING;
	let readBytes = 0;
	let lastRead: Promise<unknown> = Promise.resolve();

	/** The next bytes, or undefined at the end. */
	async function pull(signal: AbortSignal): Promise<Uint8Array | undefined> {
		if (leftover.length > 0) return leftover;
		const next = nextChunk().catch((error) => Promise.reject(sourceFailed(error)));
		const { done, value } = await inTime(next, timeoutMs, signal);
		return done ? undefined : value;
	}

	async function nextChunk(): Promise<IteratorResult<Uint8Array>> {
		stream ??= open();
		chunks ??= (await stream)[Symbol.asyncIterator]();
		return await chunks.next();
	}

	async function hold(
		sizeOfPartBytes: number,
		buffers: PartBuffers,
		signal: AbortSignal,
	): Promise<PartBytes> {
		const buffer = await buffers.take(sizeOfPartBytes, signal);
		try {
			await fill(buffer.bytes, signal);
			return heldPart(buffer.bytes, () => buffer.release());
		} catch (error) {
			buffer.release();
			throw error;
		}
	}

	async function fill(target: Buffer, signal: AbortSignal): Promise<void> {
		let filled = 0;
		while (filled < target.length) {
			const chunk = await pull(signal);
			if (chunk === undefined) throw sizeMismatch(sizeBytes, readBytes);
			const taken = Math.min(chunk.length, target.length - filled);
			target.set(chunk.subarray(0, taken), filled);
			leftover = chunk.subarray(taken);
			filled += taken;
			readBytes += taken;
		}
	}

	/** A stream that is still being opened is destroyed when it comes; nobody waits for it. */
	function destroy(): void {
		stream?.then(
			(opened) => opened.destroy(),
			() => {},
		);
	}

	return {
		sizeBytes,
		read(part, buffers, signal) {
			const read = lastRead.then(() => hold(part.sizeBytes, buffers, signal));
			// A failure reaches the caller of this read and those of all later ones; here it must not go unheard.
			lastRead = read;
			lastRead.catch(() => {});
			return read;
		},
		async assertEnd(signal) {
			for (;;) {
				const chunk = await pull(signal);
				if (chunk === undefined) return;
				if (chunk.length > 0) throw sizeMismatch(sizeBytes, readBytes + chunk.length);
			}
		},
		async rewind() {
			destroy();
			stream = undefined;
			chunks = undefined;
			leftover = NOTHING;
			readBytes = 0;
			lastRead = Promise.resolve();
		},
		async close() {
			destroy();
		},
	};
}
