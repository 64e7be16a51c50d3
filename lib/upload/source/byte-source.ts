import type { PlannedPart } from '../part-plan';
import type { PartBuffers } from './part-buffers';

/**
 * Where the bytes of an upload come from. The engine calls `read` once per part, in ascending
 * order of part numbers, possibly before an earlier call has settled.
 */
export interface ByteSource {
	readonly sizeBytes: number;
	/**
	 * The bytes of one part, for as many attempts as it takes. Memory that the source needs for them
	 * comes from `buffers`, and returns there when the part is released.
	 * @throws UploadError `UPLOAD_SOURCE_SIZE_MISMATCH` where the source ends early,
	 * `UPLOAD_SOURCE_FAILED` where reading fails, `UPLOAD_ABORTED`
	 */
	read(part: PlannedPart, buffers: PartBuffers, signal: AbortSignal): Promise<PartBytes>;
	/** Proves, after the last part, that no byte is left. @throws UploadError `UPLOAD_SOURCE_SIZE_MISMATCH` */
	assertEnd(signal: AbortSignal): Promise<void>;
	/** Has the next `read` begin at the first part again. Only when no read is under way. */
	rewind(): Promise<void>;
	/** Lets go of handles and streams; safe to call more than once. */
	close(): Promise<void>;
}

/** The bytes of one part, which can be had again for every attempt to send it. */
export interface PartBytes {
	readonly sizeBytes: number;
	/**
	 * At most `lengthBytes` bytes from `offsetBytes` on, at least one; they stay as they are until the next call.
	 * @throws UploadError as `ByteSource.read` does
	 */
	slice(offsetBytes: number, lengthBytes: number, signal: AbortSignal): Promise<Uint8Array>;
	/** The MD5 of all of them in upper-case hex, as object storage writes it in an ETag. @throws as `slice` does */
	md5(signal: AbortSignal): Promise<string>;
	/** Gives the memory back; the part is of no use afterwards. */
	release(): void;
}
