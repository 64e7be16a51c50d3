import { sizeMismatch } from './source-errors';
import type { ByteSource } from './byte-source';
import { heldPart } from './held-part';

/** Four characters stand for three bytes. */
const GROUP_CHARS = 4;
const GROUP_BYTES = 3;

/** Decoded at a time; a multiple of a group. */
const STEP_BYTES = 256 * 1024 * GROUP_BYTES;

/** Text in which every group is whole, so that the place of each byte can be computed. */
export function isPlainBase64(text: string): boolean {
	return text.length % GROUP_CHARS === 0 && !/[^A-Za-z0-9+/=]/.test(text);
}

/**
 * Bytes that are in memory as base64 already: parts are decoded one by one, so that the file is not there a second
 * time as a whole.
 *
 * @param text see `isPlainBase64`
 */
export function base64Source(text: string): ByteSource {
	const sizeBytes = Buffer.byteLength(text, 'base64');
	return {
		sizeBytes,
		async read(part, buffers, signal) {
			const buffer = await buffers.take(part.sizeBytes, signal);
			try {
				decode(text, part.offsetBytes, buffer.bytes);
				return heldPart(buffer.bytes, () => buffer.release());
			} catch (error) {
				buffer.release();
				throw error;
			}
		},
		assertEnd: async () => {},
		rewind: async () => {},
		close: async () => {},
	};
}

/** Fills the target with the bytes from `offsetBytes` on. */
function decode(text: string, offsetBytes: number, target: Uint8Array): void {
	for (let filled = 0; filled < target.length; ) {
		const from = offsetBytes + filled;
		const firstGroup = Math.floor(from / GROUP_BYTES);
		const ofGroup = from - firstGroup * GROUP_BYTES;
		const wanted = Math.min(STEP_BYTES, ofGroup + target.length - filled);
		const groups = Math.ceil(wanted / GROUP_BYTES);
		const chars = text.slice(firstGroup * GROUP_CHARS, (firstGroup + groups) * GROUP_CHARS);
		const bytes = Buffer.from(chars, 'base64').subarray(ofGroup, wanted);
		if (bytes.length === 0) throw sizeMismatch(offsetBytes + target.length, from);
		target.set(bytes, filled);
		filled += bytes.length;
	}
}
