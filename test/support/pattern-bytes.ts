const WORD_BYTES = 4;

/**
 * Bytes that depend on their position and the seed and on nothing else: any range can be made on its own,
 * and a part stored at the wrong place shows. The words go through a 32-bit finaliser (MurmurHash3's).
 */
export function deterministicBytes(sizeBytes: number, seed = 1, offset = 0): Buffer {
	const first = Math.floor(offset / WORD_BYTES);
	const words = Math.ceil((offset + sizeBytes) / WORD_BYTES) - first;
	const bytes = Buffer.allocUnsafe(words * WORD_BYTES);
	for (let index = 0; index < words; index++) {
		let word = (first + index + Math.imul(seed, 0x9e3779b1)) | 0;
		word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
		word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
		bytes.writeInt32LE(word ^ (word >>> 16), index * WORD_BYTES);
	}
	const skipped = offset - first * WORD_BYTES;
	return bytes.subarray(skipped, skipped + sizeBytes);
}
