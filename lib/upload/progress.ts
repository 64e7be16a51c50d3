/** What has been stored so far. */
export interface UploadProgress {
	readonly storedBytes: number;
	readonly sizeBytes: number;
	readonly storedParts: number;
	readonly parts: number;
	readonly elapsedMs: number;
}
