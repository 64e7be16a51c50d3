import type { ConflictStrategy, Region } from './storage-requests';

/** Where a file goes, and in whose name. */
export interface UploadTarget {
	readonly spaceId: string;
	/** `0` for the space itself. */
	readonly parentId: string;
	readonly unionId: string;
	readonly fileName: string;
	readonly conflictStrategy: ConflictStrategy;
	/**
	 * DingTalk takes an absent value for true, which suits dedicated storage inside a company's network
	 * and nobody else.
	 */
	readonly preferIntranet: boolean;
	readonly preferRegion?: Region | undefined;
}
