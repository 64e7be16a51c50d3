import type { ConflictStrategy } from '../lib/dingtalk';
import { refusalOf, type Answer } from './answer';
import type { Workplace } from './probe';

/** The calls of an upload, with values that the client would never send. Refusals are answers; nothing is repeated. */

export async function rawInit(at: Workplace, preCheckParam: object): Promise<Answer> {
	const path = `/v1.0/storage/spaces/${encodeURIComponent(at.spaceId)}/files/multiPartUploadInfos/init`;
	return await post(at, path, { option: { storageDriver: 'DINGTALK', preCheckParam } });
}

export async function rawPartInfos(
	at: Workplace,
	uploadKey: string,
	partNumbers: readonly number[],
): Promise<Answer> {
	const option = { preferIntranet: false };
	const body = { uploadKey, partNumbers, option };
	return await post(at, '/v1.0/storage/spaces/files/multiPartUploadInfos/query', body);
}

export interface RawCommit {
	readonly uploadKey: string;
	readonly name: string;
	readonly size?: number;
	readonly conflictStrategy?: ConflictStrategy;
}

export async function rawCommit(at: Workplace, { uploadKey, name, ...option }: RawCommit): Promise<Answer> {
	const path = `/v1.0/storage/spaces/${encodeURIComponent(at.spaceId)}/files/commit`;
	return await post(at, path, { uploadKey, name, parentId: at.folderId, option });
}

async function post(at: Workplace, path: string, body: object): Promise<Answer> {
	const request = { host: 'api', method: 'POST', path, query: { unionId: at.unionId }, body } as const;
	try {
		return await at.client.call<Answer>(
			{
				operation: path.slice(path.lastIndexOf('/') + 1),
				request,
				idempotent: false,
				parse: (answered, { status }) => ({ status, code: undefined, body: answered }),
			},
			at.signal,
		);
	} catch (error) {
		return refusalOf(error);
	}
}
