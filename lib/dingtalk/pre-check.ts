import { DingTalkError } from './errors';
import type { PreCheck } from './storage-requests';
import type { UploadTarget } from './upload-target';

/** A file that is to come; without a strategy it is open what becomes of a name that is taken. */
type FileToCome = Pick<UploadTarget, 'fileName' | 'parentId'> &
	Partial<Pick<UploadTarget, 'conflictStrategy'>>;

/**
 * Opens an upload after DingTalk has looked at name, folder and capacity, before any byte is sent. Its documentation has
 * it look for a file of the same name as well (spec section 5), and it is not known whether that refuses an upload that
 * would replace the file or get another name: that one is opened without a look at its name then.
 *
 * @throws DingTalkError `NAME_TAKEN` only where the strategy is to fail then; and what `open` throws
 */
export async function openPreChecked<T>(
	{ fileName: name, parentId, conflictStrategy }: FileToCome,
	sizeBytes: number,
	open: (preCheckParam: PreCheck) => Promise<T>,
): Promise<T> {
	const check = { parentId, size: sizeBytes };
	try {
		return await open({ name, ...check });
	} catch (error) {
		const isTaken = DingTalkError.is(error) && error.code === 'NAME_TAKEN';
		if (!isTaken || conflictStrategy === 'RETURN_ERROR_IF_EXISTS') throw error;
		return await open(check);
	}
}
