/**
 * What must be remembered to go on with an upload later: plain data that survives JSON, without any
 * secret or signed URL.
 */
export interface Checkpoint {
	readonly uploadKey: string;
	readonly sizeBytes: number;
	readonly partSizeBytes: number;
	/** MD5 of every stored part in upper-case hex, by part number. */
	readonly digests: Readonly<Record<number, string>>;
	/** When the commit was first sent, on the local clock, if nobody knows what became of it. */
	readonly commitUnclearSinceMs?: number | undefined;
}

const PART_NUMBER = /^[1-9][0-9]{0,4}$/;
const MD5 = /^[0-9A-F]{32}$/;

/** Whether this came from a checkpoint, and came back whole. */
export function isCheckpoint(value: unknown): value is Checkpoint {
	if (typeof value !== 'object' || value === null) return false;
	const { uploadKey, sizeBytes, partSizeBytes, digests, commitUnclearSinceMs } = value as Partial<Checkpoint>;
	return (
		typeof uploadKey === 'string' &&
		uploadKey !== '' &&
		isCount(sizeBytes) &&
		isCount(partSizeBytes) &&
		typeof digests === 'object' &&
		digests !== null &&
		Object.entries(digests).every(
			([partNumber, digest]) =>
				PART_NUMBER.test(partNumber) && typeof digest === 'string' && MD5.test(digest),
		) &&
		(commitUnclearSinceMs === undefined || isCount(commitUnclearSinceMs))
	);
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
