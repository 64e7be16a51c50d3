import type { ApiCall, ApiClient } from './api-client';
import { DingTalkError } from './errors';
import type { ConflictStrategy } from './storage-requests';
import {
	parseDeletion,
	parseDentryAnswer,
	parseSignedAddress,
	parseTask,
	type DeletionAnswer,
	type Dentry,
	type SignedAddress,
	type TaskAnswer,
} from './wire';

/** A file or folder, and on whose behalf it is touched. */
export interface DentryAddress {
	readonly spaceId: string;
	readonly dentryId: string;
	readonly unionId: string;
}

export interface NewFolder {
	readonly spaceId: string;
	/** `0` for the space itself. */
	readonly parentId: string;
	readonly unionId: string;
	readonly name: string;
	readonly conflictStrategy: ConflictStrategy;
}

/** What DingTalk's storage can do with files and folders that exist, one method per call, named as in its documentation. */
export class DentryApi {
	constructor(private readonly client: ApiClient) {}

	/** @throws DingTalkError `FILE_NOT_FOUND` */
	async getDentry(address: DentryAddress, signal: AbortSignal): Promise<Dentry> {
		return await this.#ofFile(
			{
				operation: 'getDentry',
				request: {
					host: 'api',
					method: 'POST',
					path: `${dentryPath(address)}/query`,
					query: { unionId: address.unionId },
					body: {},
				},
				idempotent: true,
				parse: parseDentryAnswer,
			},
			signal,
		);
	}

	async createFolder(folder: NewFolder, signal: AbortSignal): Promise<Dentry> {
		const { spaceId, parentId, unionId, name, conflictStrategy } = folder;
		return await this.client.call(
			{
				operation: 'createFolder',
				request: {
					host: 'api',
					method: 'POST',
					path: `${dentryPath({ spaceId, dentryId: parentId })}/folders`,
					query: { unionId },
					body: { name, option: { conflictStrategy } },
				},
				// The others would make a second folder, or meet the one they have made.
				idempotent: conflictStrategy === 'RETURN_DENTRY_IF_EXISTS',
				parse: parseDentryAnswer,
			},
			signal,
		);
	}

	/** A folder goes with all that is in it. @throws DingTalkError `FILE_NOT_FOUND` */
	async deleteDentry(
		address: DentryAddress,
		toRecycleBin: boolean,
		signal: AbortSignal,
	): Promise<DeletionAnswer> {
		return await this.#ofFile(
			{
				operation: 'deleteDentry',
				request: {
					host: 'api',
					method: 'DELETE',
					path: dentryPath(address),
					query: { unionId: address.unionId, toRecycleBin: String(toRecycleBin) },
				},
				idempotent: true,
				parse: parseDeletion,
			},
			signal,
		);
	}

	/** How far a deletion has come that goes on after its answer. */
	async getTask(taskId: string, unionId: string, signal: AbortSignal): Promise<TaskAnswer> {
		return await this.client.call(
			{
				operation: 'getTask',
				request: {
					host: 'api',
					method: 'GET',
					path: `/v1.0/storage/tasks/${encodeURIComponent(taskId)}`,
					query: { unionId },
				},
				idempotent: true,
				parse: parseTask,
			},
			signal,
		);
	}

	/** @throws DingTalkError `FILE_NOT_FOUND`, `ORG_NOT_VERIFIED` */
	async getFileDownloadInfo(
		address: DentryAddress,
		preferIntranet: boolean,
		signal: AbortSignal,
	): Promise<SignedAddress> {
		return await this.#ofFile(
			{
				operation: 'getFileDownloadInfo',
				request: {
					host: 'api',
					method: 'POST',
					path: `${dentryPath(address)}/downloadInfos/query`,
					query: { unionId: address.unionId },
					body: { option: { preferIntranet } },
				},
				idempotent: true,
				parse: parseSignedAddress,
			},
			signal,
		);
	}

	/** DingTalk has one code for all that it does not find; here it is the file itself. */
	async #ofFile<T>(call: ApiCall<T>, signal: AbortSignal): Promise<T> {
		try {
			return await this.client.call(call, signal);
		} catch (error) {
			const isMissing = DingTalkError.is(error) && error.code === 'PARENT_NOT_FOUND';
			throw isMissing ? new DingTalkError('FILE_NOT_FOUND', error.facts, { cause: error }) : error;
		}
	}
}

function dentryPath({ spaceId, dentryId }: Pick<DentryAddress, 'spaceId' | 'dentryId'>): string {
	return `/v1.0/storage/spaces/${encodeURIComponent(spaceId)}/dentries/${encodeURIComponent(dentryId)}`;
}
