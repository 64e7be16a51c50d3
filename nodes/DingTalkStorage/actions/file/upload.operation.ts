import type { IDataObject } from 'n8n-workflow';
import { ApiClient, createUploadSession, StorageApi, type Dentry } from '../../../../lib/dingtalk';
import { planParts, uploadFile, type ByteSource, type UploadResult } from '../../../../lib/upload';
import { createBinarySource } from '../../helpers/binary-source';
import { invalidParameter } from '../../helpers/invalid-parameter';
import type { Execution } from '../execution';
import { uploadProperties } from './upload.description';
import { readUploadParameters } from './upload.parameters';

export const description = uploadProperties;

const MIB = 1024 * 1024;

/** Uploads the file of one item. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { functions, transport, storage, signal } = execution;
	const { binary, target, transfer, simplify } = readUploadParameters(execution, itemIndex);
	const source = await createBinarySource(functions, itemIndex, binary);
	assertPlan(execution, itemIndex, source, transfer.partSizeBytes);

	// Counts the calls of this file only.
	const client = new ApiClient(transport);
	const session = createUploadSession(new StorageApi(client), target);
	const result = await uploadFile(source, session, { storage, signal, ...transfer });

	const file = simplify ? simplifyDentry(result, target.fileName) : { ...result.file.raw };
	return [{ ...file, upload: summarize(result, client.calls) } as IDataObject];
}

/** The range of the part size depends on the file, so that it is checked once the size is known. */
function assertPlan(
	{ functions }: Execution,
	itemIndex: number,
	source: ByteSource,
	partSizeBytes: number | undefined,
): void {
	try {
		planParts(source.sizeBytes, partSizeBytes);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw invalidParameter(functions, itemIndex, 'Part Size (MB)', 'does not suit the file', reason);
	}
}

/** What later nodes need; an approval attachment is made of the first five. */
function simplifyDentry(result: UploadResult<Dentry>, askedName: string): IDataObject {
	const { id, name, sizeBytes, extension, spaceId, parentId, path, uuid, version } = result.file;
	return {
		fileId: id,
		fileName: name,
		fileSize: sizeBytes ?? result.sizeBytes,
		fileType: extension,
		spaceId,
		parentId,
		path,
		uuid,
		version,
		wasRenamed: name !== askedName,
	};
}

function summarize(result: UploadResult<Dentry>, apiCalls: number): IDataObject {
	const { parts, partSizeBytes, retries, sizeBytes, elapsedMs } = result;
	const seconds = elapsedMs / 1000;
	return {
		parts,
		partSizeBytes,
		apiCalls,
		retries,
		seconds: round(seconds),
		mebibytesPerSecond: round(sizeBytes / MIB / Math.max(seconds, 0.001)),
	};
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
