import { UploadError } from './errors';
import { LIMITS } from './limits';

/** One contiguous range of the file, sent by one PUT. */
export interface PlannedPart {
	/** 1-based, as on the wire. */
	readonly partNumber: number;
	readonly offsetBytes: number;
	readonly sizeBytes: number;
}

export interface PartPlan {
	readonly sizeBytes: number;
	/** Size of every part but the last, which holds the rest. */
	readonly partSizeBytes: number;
	readonly parts: readonly PlannedPart[];
}

/** 64 parts a GiB: three signing calls of 30 part numbers, and little to repeat when one part fails. */
export const DEFAULT_PART_SIZE_BYTES = 16 * 1024 * 1024;

/** A grown part size is a multiple of this, so that offsets stay readable. */
const PART_SIZE_STEP_BYTES = 1024 * 1024;

/**
 * Cuts a file into parts: 1 to 10,000 of them, all of the same size but the last.
 * A file of 0 bytes is one part of 0 bytes.
 *
 * @param wantedPartSizeBytes 100 KiB to 5 GiB; chosen from the file's size where it is undefined.
 * @throws UploadError `UPLOAD_INVALID_OPTION`
 */
export function planParts(sizeBytes: number, wantedPartSizeBytes?: number): PartPlan {
	assertFileSize(sizeBytes);
	const partSizeBytes = wantedPartSizeBytes ?? choosePartSize(sizeBytes);
	assertPartSize(partSizeBytes);

	const count = Math.max(1, Math.ceil(sizeBytes / partSizeBytes));
	if (count > LIMITS.maxParts) {
		throw new UploadError(
			'UPLOAD_INVALID_OPTION',
			`A part size of ${partSizeBytes} bytes cuts a file of ${sizeBytes} bytes into ${count} parts; ` +
				`at most ${LIMITS.maxParts} are possible. Use at least ${choosePartSize(sizeBytes)} bytes.`,
		);
	}
	const parts = Array.from({ length: count }, (_, index) => {
		const offsetBytes = index * partSizeBytes;
		return {
			partNumber: index + 1,
			offsetBytes,
			sizeBytes: Math.min(partSizeBytes, sizeBytes - offsetBytes),
		};
	});
	return { sizeBytes, partSizeBytes, parts };
}

/** The default part size, or the next whole MiB with which 10,000 parts hold the file. */
function choosePartSize(sizeBytes: number): number {
	const steps = Math.ceil(sizeBytes / LIMITS.maxParts / PART_SIZE_STEP_BYTES);
	return Math.min(LIMITS.maxPartSizeBytes, Math.max(DEFAULT_PART_SIZE_BYTES, steps * PART_SIZE_STEP_BYTES));
}

function assertFileSize(sizeBytes: number): void {
	if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
		throw new UploadError(
			'UPLOAD_INVALID_OPTION',
			`The file size is not a whole number of bytes: ${sizeBytes}`,
		);
	}
	if (sizeBytes > LIMITS.maxFileSizeBytes) {
		throw new UploadError(
			'UPLOAD_INVALID_OPTION',
			`The file has ${sizeBytes} bytes; at most ${LIMITS.maxFileSizeBytes} (48.8 TiB) can be uploaded.`,
		);
	}
}

function assertPartSize(partSizeBytes: number): void {
	const { minPartSizeBytes, maxPartSizeBytes } = LIMITS;
	if (
		!Number.isSafeInteger(partSizeBytes) ||
		partSizeBytes < minPartSizeBytes ||
		partSizeBytes > maxPartSizeBytes
	) {
		throw new UploadError(
			'UPLOAD_INVALID_OPTION',
			`The part size must be between ${minPartSizeBytes} bytes (100 KiB) and ${maxPartSizeBytes} bytes (5 GiB); ` +
				`it is ${partSizeBytes}.`,
		);
	}
}
