import type { ApiClient } from './api-client';
import { readDateMs } from './read-date';
import type {
	CommitRequest,
	DentriesQuery,
	DentryPage,
	InitOption,
	PartUploadInfosQuery,
} from './storage-requests';
import {
	parseDentryAnswer,
	parseDentryPage,
	parseFileUploadInfo,
	parsePartUploadInfos,
	parseSpacePage,
	parseUploadKey,
	type Dentry,
	type FileUploadInfo,
	type Page,
	type PartUploadInfo,
	type Space,
	type UploadKeyAnswer,
} from './wire';

/** Part numbers one query may carry (DingTalk docs: multiPartUploadInfos/query). */
export const MAX_PART_NUMBERS_PER_QUERY = 30;

/** Entries of one page of dentries and, as in DingTalk's examples, of spaces. */
const PAGE_SIZE = 50;

/**
 * What an upload and its pick-lists ask of DingTalk's storage, one method per call, named as in its documentation.
 * All act on behalf of `unionId`. What is done to files and folders that exist is in `dentry-api.ts`.
 */
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

	/** Opens an upload of a whole file by one request, and signs that request. */
	async getFileUploadInfo(
		spaceId: string,
		unionId: string,
		{ preferIntranet, ...option }: InitOption & { readonly preferIntranet: boolean },
		signal: AbortSignal,
	): Promise<FileUploadInfo> {
		return await this.client.call(
			{
				operation: 'getFileUploadInfo',
				request: {
					host: 'api',
					method: 'POST',
					path: `/v1.0/storage/spaces/${encodeURIComponent(spaceId)}/files/uploadInfos/query`,
					query: { unionId },
					body: {
						protocol: 'HEADER_SIGNATURE',
						multipart: false,
						option: { storageDriver: 'DINGTALK', preferIntranet, ...option },
					},
				},
				// As with init: what was opened and never used is not visible anywhere.
				idempotent: true,
				parse: parseFileUploadInfo,
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
				parse: parseDentryAnswer,
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
