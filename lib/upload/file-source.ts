import { open, type FileHandle } from 'node:fs/promises';
import { orAborted } from './abort';
import type { ByteSource } from './byte-source';
import { sizeMismatch, sourceFailed } from './source-errors';
import type { PlannedPart } from './part-plan';

/**
 * A file on this machine, read by position: parts fill their buffers side by side, and a part
 * buffer is all that is ever copied.
 */
export function fileSource(path: string, sizeBytes: number): ByteSource {
	let handle: Promise<FileHandle> | undefined;
	const opened = () => (handle ??= open(path, 'r').catch((error) => Promise.reject(sourceFailed(error))));

	return {
		sizeBytes,
		inMemory: false,
		async read(part, buffer, signal) {
			const file = await orAborted(opened(), signal);
			return await orAborted(readPart(file, part, buffer, sizeBytes), signal);
		},
		async assertEnd(signal) {
			const file = await orAborted(opened(), signal);
			const { size } = await orAborted(file.stat(), signal);
			if (size !== sizeBytes) throw sizeMismatch(sizeBytes, size);
		},
		async close() {
			const file = await handle?.catch(() => undefined);
			handle = undefined;
			await file?.close();
		},
	};
}

async function readPart(
	file: FileHandle,
	part: PlannedPart,
	buffer: Buffer,
	sizeBytes: number,
): Promise<Uint8Array> {
	let filled = 0;
	while (filled < part.sizeBytes) {
		const position = part.offsetBytes + filled;
		const { bytesRead } = await file
			.read(buffer, filled, part.sizeBytes - filled, position)
			.catch((error) => Promise.reject(sourceFailed(error)));
		if (bytesRead === 0) throw sizeMismatch(sizeBytes, position);
		filled += bytesRead;
	}
	return buffer.subarray(0, part.sizeBytes);
}
