import { createUploadSession, type ConflictStrategy, type Dentry, type UploadTarget } from '../lib/dingtalk';
import { bufferSource, LIMITS, uploadFile } from '../lib/upload';
import type { Workplace } from './probe';

/** Where the node would upload to, with what it would say. */
export function targetIn(
	{ spaceId, folderId, unionId }: Workplace,
	fileName: string,
	conflictStrategy: ConflictStrategy = 'AUTO_RENAME',
): UploadTarget {
	return { spaceId, parentId: folderId, unionId, fileName, conflictStrategy, preferIntranet: false };
}

/** Uploads as the node does, in the smallest parts that there may be. */
export async function uploadAsTheNode(
	at: Workplace,
	target: UploadTarget,
	bytes: Buffer,
	session = createUploadSession(at.api, target, { clock: { sleep: at.sleep } }),
): Promise<Dentry> {
	const { storage, sleep, signal } = at;
	const options = { storage, partSizeBytes: LIMITS.minPartSizeBytes, signal, clock: { sleep } };
	return (await uploadFile(bufferSource(bytes), session, options)).file;
}

/** Whether the file is what was sent, as far as DingTalk says. */
export function describeFile(file: Dentry, fileName: string, sizeBytes: number): string {
	const name = file.name === fileName ? 'its name' : 'another name';
	return `${name}, ${file.sizeBytes === sizeBytes ? 'its size' : 'another size'}`;
}
