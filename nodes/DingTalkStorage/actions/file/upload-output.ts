import type { IDataObject } from 'n8n-workflow';
import type { ApiClient, Dentry } from '../../../../lib/dingtalk';
import type { UploadResult } from '../../../../lib/upload';
import { attachmentValue } from '../shared/attachment';
import { rawOf, simplifyFile } from '../shared/simplify';
import type { UploadParameters } from './upload.parameters';

const MIB = 1024 * 1024;

/** The json of an uploaded file: what it is now, and what the upload took. */
export function toOutput(
	result: UploadResult<Dentry>,
	askedName: string,
	client: ApiClient,
	{ simplify, place }: UploadParameters,
): IDataObject {
	const { file, sizeBytes } = result;
	const json = simplify
		? {
				...simplifyFile(file),
				fileSize: file.sizeBytes ?? sizeBytes,
				wasRenamed: file.name !== askedName,
			}
		: rawOf(file);
	const isForApproval = place.folder === undefined;
	return {
		...json,
		...(isForApproval && { attachment: attachmentValue(file, file.sizeBytes ?? sizeBytes) }),
		upload: summarize(result, client),
	} as IDataObject;
}

function summarize(result: UploadResult<Dentry>, { calls, throttledCalls }: ApiClient): IDataObject {
	const { parts, partSizeBytes, retries, resumedParts, startedAnew, sizeBytes, elapsedMs } = result;
	const seconds = elapsedMs / 1000;
	return {
		parts,
		partSizeBytes,
		apiCalls: calls,
		throttledCalls,
		retries,
		resumedParts,
		...(startedAnew && { startedAnew }),
		seconds: round(seconds),
		mebibytesPerSecond: round(sizeBytes / MIB / Math.max(seconds, 0.001)),
	};
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
