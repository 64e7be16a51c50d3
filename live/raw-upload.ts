import type { ConflictStrategy, Dentry, PartUploadInfo } from '../lib/dingtalk';
import { inWords, type Answer } from './answer';
import type { Workplace } from './probe';
import { rawCommit } from './raw-calls';
import { exchange, type StorageAnswer } from './storage-exchange';

/** An upload step by step, so that each step can be another one than the client would take. */
export class RawUpload {
	constructor(
		readonly at: Workplace,
		readonly uploadKey: string,
	) {}

	static async open(at: Workplace): Promise<RawUpload> {
		const { uploadKey } = await at.api.initMultipartFileUpload(at.spaceId, at.unionId, {}, at.signal);
		return new RawUpload(at, uploadKey);
	}

	/** Opens an upload and sends its only part. */
	static async putOne(
		at: Workplace,
	): Promise<{ upload: RawUpload; info: PartUploadInfo; put: StorageAnswer }> {
		const upload = await RawUpload.open(at);
		const info = await upload.signOne();
		return { upload, info, put: await upload.put(info, FEW_BYTES) };
	}

	/** The address of the first part. @throws where it is not signed */
	async signOne(): Promise<PartUploadInfo> {
		const [info] = await this.sign(1);
		if (info === undefined) throw new Error('Part 1 was not signed');
		return info;
	}

	/** The addresses of these parts, in the order of the answer. */
	async sign(...partNumbers: readonly number[]): Promise<PartUploadInfo[]> {
		const query = { uploadKey: this.uploadKey, partNumbers, preferIntranet: false };
		return await this.at.api.getMultipartFileUploadInfos(this.at.unionId, query, this.at.signal);
	}

	async put(info: Pick<PartUploadInfo, 'resourceUrls' | 'headers'>, body: Buffer): Promise<StorageAnswer> {
		return await exchange({ method: 'PUT', address: info, body, signal: this.at.signal });
	}

	/** Signs and stores parts by their numbers. @throws where one is not stored */
	async store(parts: Readonly<Record<number, Buffer>>): Promise<void> {
		const infos = await this.sign(...Object.keys(parts).map(Number));
		for (const [partNumber, bytes] of Object.entries(parts)) {
			const info = infos.find((each) => each.partNumber === Number(partNumber));
			if (info === undefined) throw new Error(`Part ${partNumber} was not signed`);
			const answer = await this.put(info, bytes);
			if (answer.status !== 200) throw new Error(`Part ${partNumber} was not stored: ${inWords(answer)}`);
		}
	}

	async commit(name: string, option: CommitOption = {}): Promise<Answer> {
		return await rawCommit(this.at, { uploadKey: this.uploadKey, name, ...option });
	}
}

interface CommitOption {
	readonly size?: number;
	readonly conflictStrategy?: ConflictStrategy;
}

/** What the smallest files of the probes hold. */
export const FEW_BYTES = Buffer.alloc(24, 'few bytes');

/** Calls that one `uploadFewBytes` makes. */
export const UPLOAD_CALLS = 3;

/** Uploads a file of a few bytes. @throws DingTalkError where it is refused */
export async function uploadFewBytes(
	at: Workplace,
	name: string,
	conflictStrategy: ConflictStrategy = 'AUTO_RENAME',
): Promise<Dentry> {
	const upload = await RawUpload.open(at);
	await upload.store({ 1: FEW_BYTES });
	const { uploadKey } = upload;
	const commit = { uploadKey, name, parentId: at.folderId, size: FEW_BYTES.length, conflictStrategy };
	return await at.api.commitFile(at.spaceId, at.unionId, commit, at.signal);
}
