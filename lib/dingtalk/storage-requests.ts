import type { Dentry, Page } from './wire';

export type ConflictStrategy =
	| 'AUTO_RENAME'
	| 'OVERWRITE'
	| 'RETURN_DENTRY_IF_EXISTS'
	| 'RETURN_ERROR_IF_EXISTS';

export type Region = 'ZHANGJIAKOU' | 'SHENZHEN' | 'SHANGHAI' | 'SINGAPORE';

/** What DingTalk is to look at before any byte is sent; a name that is not given is not looked at. */
export interface PreCheck {
	readonly name?: string;
	readonly parentId: string;
	/** Bytes, compared with the free capacity. */
	readonly size: number;
}

export interface InitOption {
	readonly preCheckParam?: PreCheck;
	readonly preferRegion?: Region | undefined;
}

export interface PartUploadInfosQuery {
	readonly uploadKey: string;
	readonly partNumbers: readonly number[];
	readonly preferIntranet: boolean;
}

export interface CommitRequest {
	readonly uploadKey: string;
	readonly name: string;
	readonly parentId: string;
	/** DingTalk refuses to commit where the stored bytes do not sum up to this; nobody else notices a lost part. */
	readonly size: number;
	readonly conflictStrategy: ConflictStrategy;
}

export interface DentriesQuery {
	/** `0` for the space itself. */
	readonly parentId: string;
	readonly order: 'byName' | 'newestFirst';
	readonly nextToken?: string | undefined;
}

export interface DentryPage extends Page<Dentry> {
	/** When DingTalk answered, on its own clock; undefined where the answer does not say. */
	readonly serverTimeMs: number | undefined;
}
