import { md5 } from '../checksum/md5';
import type { PartBytes } from './byte-source';

/** A part whose bytes are in memory: slices are views of them. */
export function heldPart(bytes: Uint8Array, release: () => void = () => {}): PartBytes {
	return {
		sizeBytes: bytes.length,
		slice: async (offsetBytes, lengthBytes) => bytes.subarray(offsetBytes, offsetBytes + lengthBytes),
		md5: (signal) => md5(bytes, signal),
		release,
	};
}
