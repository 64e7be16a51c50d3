/** Bytes of an object, the last one included. */
export interface ByteRange {
	readonly first: number;
	readonly last: number;
}

/** `bytes=0-499`, `bytes=500-` or `bytes=-500`; of several ranges the first counts. */
const RANGE = /^bytes=(?:(\d+)-(\d*)|-(\d+))(?:,.*)?$/;

/**
 * The range that a `Range` header asks for. One that is malformed, or reaches beyond the object, counts as none
 * (DingTalk docs: "Use Range to download a part of the content").
 */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
	const [, start, end, suffix] = RANGE.exec(header ?? '') ?? [];
	if (start === undefined && suffix === undefined) return undefined;
	const first = start === undefined ? sizeBytes - Number(suffix) : Number(start);
	const last = end ? Number(end) : sizeBytes - 1;
	return first >= 0 && first <= last && last < sizeBytes ? { first, last } : undefined;
}
