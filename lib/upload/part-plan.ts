/** One contiguous range of the file, sent by one PUT. */
export interface PlannedPart {
	/** 1-based, as on the wire. */
	readonly partNumber: number;
	readonly offsetBytes: number;
	readonly sizeBytes: number;
}
