import { open, type FileHandle } from 'node:fs/promises';
import { throwIfAborted } from '../abort';
import { md5OfFile } from '../checksum/md5';
import type { PlannedPart } from '../part-plan';
import type { ByteSource, PartBytes } from './byte-source';
import { heldPart } from './held-part';
import { inTime, SOURCE_TIMEOUT_MS } from './in-time';
import type { PartBuffer } from './part-buffers';
import { sizeMismatch, sourceFailed } from './source-errors';

/** A part up to this size is read at once; of a larger one a slice of this size is in memory at a time. */
const SLICE_MAX_BYTES = 1024 * 1024;

/**
 * A file on this machine, read by position, slice by slice as the line takes it: memory does not
 * depend on the part size, and an attempt that fails reads its part again.
 */
export function fileSource(path: string, sizeBytes: number, timeoutMs = SOURCE_TIMEOUT_MS): ByteSource {
	let handle: Promise<FileHandle> | undefined;
	const opened = async (signal: AbortSignal) => {
		handle ??= open(path, 'r').catch((error) => Promise.reject(sourceFailed(error)));
		return await inTime(handle, timeoutMs, signal);
	};

	return {
		sizeBytes,
		async read(part, buffers, signal) {
			const file = await opened(signal);
			const buffer = await buffers.take(Math.min(part.sizeBytes, SLICE_MAX_BYTES), signal);
			const bytes = new FilePart(file, part, buffer, { sizeBytes, timeoutMs });
			return part.sizeBytes > SLICE_MAX_BYTES ? bytes : await bytes.hold(signal);
		},
		async assertEnd(signal) {
			const file = await opened(signal);
			const stat = file.stat().catch((error) => Promise.reject(sourceFailed(error)));
			const { size } = await inTime(stat, timeoutMs, signal);
			if (size !== sizeBytes) throw sizeMismatch(sizeBytes, size);
		},
		// Reads say where they begin.
		rewind: async () => {},
		async close() {
			// Ends once the last read has, which on a lost network drive is never; nobody waits for it.
			handle?.then((file) => file.close()).catch(() => {});
			handle = undefined;
		},
	};
}

class FilePart implements PartBytes {
	readonly sizeBytes: number;
	/** Reads do not end with the attempt that asked for them; until one has settled the buffer is its own. */
	private lastRead: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly file: FileHandle,
		private readonly part: PlannedPart,
		private readonly buffer: PartBuffer,
		private readonly whole: { readonly sizeBytes: number; readonly timeoutMs: number },
	) {
		this.sizeBytes = part.sizeBytes;
	}

	async slice(offsetBytes: number, lengthBytes: number, signal: AbortSignal): Promise<Uint8Array> {
		throwIfAborted(signal);
		const length = Math.min(lengthBytes, this.buffer.bytes.length, this.sizeBytes - offsetBytes);
		const read = this.lastRead.then(() => this.fill(offsetBytes, length));
		this.lastRead = read.catch(() => {});
		return await inTime(read, this.whole.timeoutMs, signal);
	}

	async md5(signal: AbortSignal): Promise<string> {
		const { offsetBytes, sizeBytes } = this.part;
		try {
			return await md5OfFile({ file: this.file, offsetBytes, sizeBytes }, signal);
		} catch (error) {
			throw signal.aborted ? error : sourceFailed(error);
		}
	}

	release(): void {
		void this.lastRead.then(() => this.buffer.release());
	}

	/** The whole part in the buffer, which is large enough for it. */
	async hold(signal: AbortSignal): Promise<PartBytes> {
		try {
			return heldPart(await this.slice(0, this.sizeBytes, signal), () => this.release());
		} catch (error) {
			this.release();
			throw error;
		}
	}

	private async fill(offsetBytes: number, lengthBytes: number): Promise<Uint8Array> {
		const position = this.part.offsetBytes + offsetBytes;
		for (let filled = 0; filled < lengthBytes; ) {
			const { bytesRead } = await this.file
				.read(this.buffer.bytes, filled, lengthBytes - filled, position + filled)
				.catch((error) => Promise.reject(sourceFailed(error)));
			if (bytesRead === 0) throw sizeMismatch(this.whole.sizeBytes, position + filled);
			filled += bytesRead;
		}
		return this.buffer.bytes.subarray(0, lengthBytes);
	}
}
