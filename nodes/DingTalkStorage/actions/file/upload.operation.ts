import type { IDataObject } from 'n8n-workflow';
import { ApiClient, createUploadSession, StorageApi, type Dentry } from '../../../../lib/dingtalk';
import { planParts, uploadFile, type UploadResult } from '../../../../lib/upload';
import { createBinarySource, measureBinary } from '../../helpers/binary-source';
import { invalidParameter } from '../../helpers/invalid-parameter';
import type { Execution } from '../execution';
import { uploadProperties } from './upload.description';
import { readUploadParameters, type UploadParameters } from './upload.parameters';

export const description = uploadProperties;

const MIB = 1024 * 1024;

/** Uploads the file of one item. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const parameters = readUploadParameters(execution, itemIndex);
	const sizeBytes = await measureBinary(execution.functions, parameters.binary);
	assertPlan(execution, itemIndex, sizeBytes, parameters.transfer.partSizeBytes);

	const release = await execution.bytePermits.acquire(execution.signal, sizeBytes);
	try {
		return [await upload(execution, itemIndex, parameters, sizeBytes)];
	} finally {
		release();
	}
}

/** The range of the part size depends on the file, so that it is checked once the size is known. */
function assertPlan(
	{ functions }: Execution,
	itemIndex: number,
	sizeBytes: number,
	partSizeBytes: number | undefined,
): void {
	try {
		planParts(sizeBytes, partSizeBytes);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw invalidParameter(functions, itemIndex, 'Part Size (MB)', 'does not suit the file', reason);
	}
}

async function upload(
	{ functions, transport, pacer, storage, signal }: Execution,
	itemIndex: number,
	{ binary, target, transfer, simplify }: UploadParameters,
	sizeBytes: number,
): Promise<IDataObject> {
	const source = await createBinarySource(functions, itemIndex, binary, sizeBytes);
	// Counts the calls of this file only.
	const client = new ApiClient(transport, { pacer });
	const session = createUploadSession(new StorageApi(client), target);
	const result = await uploadFile(source, session, { storage, signal, ...transfer });

	const file = simplify ? simplifyDentry(result, target.fileName) : { ...result.file.raw };
	return { ...file, upload: summarize(result, client.calls) } as IDataObject;
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
