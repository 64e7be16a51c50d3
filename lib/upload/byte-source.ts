import type { PlannedPart } from './part-plan';

/**
 * Where the bytes of an upload come from. The engine calls `read` once per part, in ascending
 * order of part numbers, possibly before an earlier call has settled.
 */
export interface ByteSource {
	readonly sizeBytes: number;
	/** Whether parts are views of memory the source holds anyway, so that `read` needs no part buffer. */
	readonly inMemory: boolean;
	/**
	 * Answers the bytes of `part`, in `buffer` where the source needs one; it is at least as long as the part.
	 * @throws UploadError `UPLOAD_SOURCE_SIZE_MISMATCH` where the source ends early,
	 * `UPLOAD_SOURCE_FAILED` where reading fails.
	 */
	read(part: PlannedPart, buffer: Buffer, signal: AbortSignal): Promise<Uint8Array>;
	/** Proves, after the last part, that no byte is left. @throws UploadError `UPLOAD_SOURCE_SIZE_MISMATCH` */
	assertEnd(signal: AbortSignal): Promise<void>;
	/** Lets go of handles and streams; safe to call more than once. */
	close(): Promise<void>;
}
