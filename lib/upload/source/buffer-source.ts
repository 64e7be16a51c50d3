import type { ByteSource } from './byte-source';
import { heldPart } from './held-part';

/** Bytes that are in memory already: parts are views of them, nothing is copied. */
export function bufferSource(bytes: Uint8Array): ByteSource {
	return {
		sizeBytes: bytes.length,
		read: async (part) => heldPart(bytes.subarray(part.offsetBytes, part.offsetBytes + part.sizeBytes)),
		assertEnd: async () => {},
		rewind: async () => {},
		close: async () => {},
	};
}
