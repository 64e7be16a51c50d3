import type { Dentry } from '../../../../lib/dingtalk';

/**
 * The value of an attachment field (附件) in the form of an approval: the text of a JSON list, with all numbers as
 * text (DingTalk docs: processInstances, attachment component).
 */
export function attachmentValue(file: Dentry, sizeBytes: number): string {
	const { spaceId, id: fileId, name: fileName, extension: fileType = '' } = file;
	return JSON.stringify([{ spaceId, fileName, fileSize: String(sizeBytes), fileType, fileId }]);
}
