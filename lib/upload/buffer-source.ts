import type { ByteSource } from './byte-source';

/** Bytes that are in memory already: parts are views of them, nothing is copied. */
export function bufferSource(bytes: Uint8Array): ByteSource {
	return {
		sizeBytes: bytes.length,
		inMemory: true,
		read: async (part) => bytes.subarray(part.offsetBytes, part.offsetBytes + part.sizeBytes),
		assertEnd: async () => {},
		close: async () => {},
	};
}
