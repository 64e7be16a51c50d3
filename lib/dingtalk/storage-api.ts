import type { ApiClient } from './api-client';
import { readDateMs } from './read-date';
import {
	parseCommittedDentry,
	parseDentryPage,
	parsePartUploadInfos,
	parseSpacePage,
	parseUploadKey,
	type Dentry,
	type Page,
	type PartUploadInfo,
	type Space,
	type UploadKeyAnswer,
} from './wire';

/** Part numbers one query may carry (DingTalk docs: multiPartUploadInfos/query). */
export const MAX_PART_NUMBERS_PER_QUERY = 30;

/** Entries of one page of dentries and, as in DingTalk's examples, of spaces. */
const PAGE_SIZE = 50;

export type ConflictStrategy =
	| 'AUTO_RENAME'
	| 'OVERWRITE'
	| 'RETURN_DENTRY_IF_EXISTS'
	| 'RETURN_ERROR_IF_EXISTS';

export type Region = 'ZHANGJIAKOU' | 'SHENZHEN' | 'SHANGHAI' | 'SINGAPORE';

export interface InitOption {
	/** Has DingTalk look at name, folder and free capacity before any byte is sent. */
	readonly preCheckParam?: { readonly name: string; readonly parentId: string; readonly size: number };
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

/** DingTalk's storage, one method per call, named as in its documentation. All act on behalf of `unionId`. */
export class StorageApi {
	constructor(private readonly client: ApiClient) {}

	async initMultipartFileUpload(
		spaceId: string,
		unionId: string,
		option: InitOption,
		signal: AbortSignal,
	): Promise<UploadKeyAnswer> {
		return await this.client.call(
			{
				operation: 'initMultipartFileUpload',
				request: {
					host: 'api',
					method: 'POST',
					path: `/v1.0/storage/spaces/${encodeURIComponent(spaceId)}/files/multiPartUploadInfos/init`,
					query: { unionId },
					body: { option: { storageDriver: 'DINGTALK', ...option } },
				},
				// An upload that was opened and never used is not visible anywhere.
				idempotent: true,
				parse: parseUploadKey,
			},
			signal,
		);
	}

	/** The path has no space: the upload key names it. */
	async getMultipartFileUploadInfos(
		unionId: string,
		query: PartUploadInfosQuery,
		signal: AbortSignal,
	): Promise<PartUploadInfo[]> {
		const { uploadKey, partNumbers, preferIntranet } = query;
		return await this.client.call(
			{
				operation: 'getMultipartFileUploadInfos',
				request: {
					host: 'api',
					method: 'POST',
					path: '/v1.0/storage/spaces/files/multiPartUploadInfos/query',
					query: { unionId },
					body: { uploadKey, partNumbers, option: { preferIntranet } },
				},
				idempotent: true,
				parse: parsePartUploadInfos,
			},
			signal,
		);
	}

	/** Never sent again by itself while it is open what became of it: that could make a second file. */
	async commitFile(
		spaceId: string,
		unionId: string,
		commit: CommitRequest,
		signal: AbortSignal,
	): Promise<Dentry> {
		const { uploadKey, name, parentId, size, conflictStrategy } = commit;
		return await this.client.call(
			{
				operation: 'commitFile',
				request: {
					host: 'api',
					method: 'POST',
					path: `/v1.0/storage/spaces/${encodeURIComponent(spaceId)}/files/commit`,
					query: { unionId },
					body: { uploadKey, name, parentId, option: { size, conflictStrategy } },
				},
				idempotent: false,
				parse: parseCommittedDentry,
			},
			signal,
		);
	}

	/** Files and folders; DingTalk offers no filter. */
	async listDentries(
		spaceId: string,
		unionId: string,
		{ parentId, order, nextToken }: DentriesQuery,
		signal: AbortSignal,
	): Promise<DentryPage> {
		return await this.client.call(
			{
				operation: 'listDentries',
				request: {
					host: 'api',
					method: 'GET',
					path: `/v1.0/storage/spaces/${encodeURIComponent(spaceId)}/dentries`,
					query: { unionId, parentId, ...pageQuery(nextToken), ...ORDERS[order] },
				},
				idempotent: true,
				parse: (body, { date }) => ({ ...parseDentryPage(body), serverTimeMs: readDateMs(date) }),
			},
			signal,
		);
	}

	async listSpaces(
		unionId: string,
		nextToken: string | undefined,
		signal: AbortSignal,
	): Promise<Page<Space>> {
		return await this.client.call(
			{
				operation: 'listSpaces',
				request: {
					host: 'api',
					method: 'GET',
					path: '/v1.0/drive/spaces',
					// The only type this call knows.
					query: { unionId, spaceType: 'org', ...pageQuery(nextToken) },
				},
				idempotent: true,
				parse: parseSpacePage,
			},
			signal,
		);
	}
}

const ORDERS = {
	byName: { orderBy: 'NAME', order: 'ASC' },
	newestFirst: { orderBy: 'MODIFIED_TIME', order: 'DESC' },
} as const satisfies Record<DentriesQuery['order'], object>;

function pageQuery(nextToken: string | undefined): Record<string, string> {
	return { maxResults: String(PAGE_SIZE), ...(nextToken !== undefined && { nextToken }) };
}
