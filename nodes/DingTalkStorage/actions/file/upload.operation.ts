import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	ApiClient,
	createUploadSession,
	readCheckpoint,
	StorageApi,
	type Dentry,
} from '../../../../lib/dingtalk';
import { planParts, uploadFile, type StartedAnew, type UploadResult } from '../../../../lib/upload';
import { createBinarySource, measureBinary } from '../../helpers/binary-source';
import { invalidParameter } from '../../helpers/invalid-parameter';
import { withJournal, type ResumableUpload } from '../../resume/resumable-upload';
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

	const { memory } = execution;
	const { binary, target, simplify } = parameters;
	const identity = [target, simplify, sizeBytes, nameInStore(binary)];
	const { results, checkpoint } = memory.recall(itemIndex, identity);
	if (results) return results;

	const release = await execution.bytePermits.acquire(execution.signal, sizeBytes);
	try {
		const done = await upload(execution, itemIndex, parameters, {
			target,
			sizeBytes,
			given: checkpoint ? readCheckpoint(checkpoint)?.checkpoint : parameters.resumeFrom,
			remember: (failed) => memory.remember(itemIndex, identity, { checkpoint: failed }),
		});
		memory.remember(itemIndex, identity, { results: [done] });
		return [done];
	} finally {
		release();
	}
}

/** The last part of the id: the rest names the execution, and changes when another one goes on. */
function nameInStore({ id = '' }: IBinaryData): string {
	return id.slice(id.lastIndexOf('/') + 1);
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
	execution: Execution,
	itemIndex: number,
	{ binary, target, transfer, simplify }: UploadParameters,
	resumable: ResumableUpload,
): Promise<IDataObject> {
	const { functions, transport, pacer, storage, signal } = execution;
	const source = await createBinarySource(functions, itemIndex, binary, resumable.sizeBytes);
	// Counts the calls of this file only.
	const client = new ApiClient(transport, { pacer });
	const session = createUploadSession(new StorageApi(client), target);
	const result = await withJournal(execution, resumable, async (journal) => {
		return await uploadFile(source, session, { storage, signal, journal, ...transfer });
	});
	if (result.startedAnew) hintAtNewStart(functions, result.startedAnew, target.fileName);

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

const NEW_START: Readonly<Record<StartedAnew, string>> = {
	sourceChanged: 'it has changed since the upload that failed',
	uploadGone: 'DingTalk has forgotten the upload that failed',
};

function hintAtNewStart(functions: IExecuteFunctions, reason: StartedAnew, fileName: string): void {
	functions.addExecutionHints?.({
		message: `All of '${fileName}' was sent again: ${NEW_START[reason]}.`,
		location: 'outputPane',
	});
}

function summarize(result: UploadResult<Dentry>, apiCalls: number): IDataObject {
	const { parts, partSizeBytes, retries, resumedParts, startedAnew, sizeBytes, elapsedMs } = result;
	const seconds = elapsedMs / 1000;
	return {
		parts,
		partSizeBytes,
		apiCalls,
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
