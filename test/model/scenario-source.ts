import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { bufferSource, fileSource, streamSource, type ByteSource } from '../../lib/upload';
import { deterministicBytes } from '../support/pattern-bytes';
import type { ScenarioSource } from './scenario';

/** Made once: every scenario's file is the start of it. */
const BYTES = deterministicBytes(4 * 1024 * 1024 + 1);

export const bytesOf = (sizeBytes: number): Buffer => BYTES.subarray(0, sizeBytes);

/** A source of so many bytes, with its flaw. A file on disk is written into the folder. */
export function makeSource(
	{ kind, flaw, chunkSizesBytes }: ScenarioSource,
	sizeBytes: number,
	folder: string,
): ByteSource {
	const heldBytes = sizeBytes + (flaw === 'long' ? 1 : 0) - (flaw === 'short' ? 1 : 0);
	switch (kind) {
		case 'buffer':
			return bufferSource(bytesOf(sizeBytes));
		case 'file':
			return fileSource(writeFile(bytesOf(heldBytes), flaw === 'fails', folder), sizeBytes);
		case 'stream': {
			const failAtBytes = flaw === 'fails' ? Math.floor(sizeBytes / 2) : undefined;
			const chunks = () => cut(bytesOf(heldBytes), chunkSizesBytes, failAtBytes);
			return streamSource(async () => Readable.from(chunks(), { objectMode: false }), sizeBytes);
		}
	}
}

function writeFile(bytes: Buffer, isMissing: boolean, folder: string): string {
	const file = path.join(folder, 'source.bin');
	if (isMissing) rmSync(file, { force: true });
	else writeFileSync(file, bytes);
	return file;
}

function* cut(bytes: Buffer, sizesBytes: readonly number[], failAtBytes: number | undefined) {
	for (let offset = 0, turn = 0; offset < bytes.length; turn++) {
		if (failAtBytes !== undefined && offset >= failAtBytes) break;
		const chunk = bytes.subarray(offset, offset + (sizesBytes[turn % sizesBytes.length] ?? 1));
		offset += chunk.length;
		yield chunk;
	}
	if (failAtBytes !== undefined) throw new Error('The source broke');
}
