import type { IBinaryData, IDataObject } from 'n8n-workflow';
import {
	createUploadSession,
	readCheckpoint,
	StorageApi,
	withSingleRequest,
	type ApiClient,
	type Dentry,
	type UploadTarget,
} from '../../../../lib/dingtalk';
import { DEFAULTS, planParts, uploadFile, type UploadSession } from '../../../../lib/upload';
import { BINARY_FIELD_LABEL, listBinaryFields, type BinaryField } from '../../binary/binary-fields';
import { createBinarySource, measureBinary } from '../../binary/binary-source';
import { ParameterValues } from '../../parameters/parameter-values';
import { withJournal, type ResumableUpload } from '../../resume/resumable-upload';
import type { Execution } from '../execution';
import type { Job } from '../operation';
import { resolvePlace } from '../shared/place';
import { uploadProperties } from './upload.description';
import { readUploadParameters, type UploadParameters } from './upload.parameters';
import { logProgress } from './upload-progress-log';
import { toOutput } from './upload-output';

export const description = uploadProperties;

/** An upload for each of the item's files that the user has named. */
export function jobs(execution: Execution, itemIndex: number): Job[] {
	const { functions } = execution;
	const value = new ParameterValues(functions, itemIndex).get('binaryPropertyName', BINARY_FIELD_LABEL);
	const fields = listBinaryFields(functions, itemIndex, value);
	const isOneOfSeveral = fields.length > 1;
	return fields.map((binary, fileIndex) => {
		const file = { itemIndex, fileIndex, isOneOfSeveral, binary };
		return async () => [await upload(execution, file)];
	});
}

/** A file that is to be uploaded. */
interface FileOfItem {
	readonly itemIndex: number;
	/** Among the files of the item. */
	readonly fileIndex: number;
	readonly isOneOfSeveral: boolean;
	readonly binary: BinaryField;
}

async function upload(execution: Execution, fileOfItem: FileOfItem): Promise<IDataObject> {
	const { itemIndex, fileIndex, isOneOfSeveral } = fileOfItem;
	const parameters = readUploadParameters(execution, itemIndex, fileOfItem.binary, isOneOfSeveral);
	const { binary, file, simplify, resumeFrom, transfer } = parameters;
	const sizeBytes = await measureBinary(execution.functions, binary);
	assertPlan(execution, itemIndex, sizeBytes, transfer.partSizeBytes);
	const place = await resolvePlace(execution, parameters.place, 'create');
	const target: UploadTarget = { ...place, ...file };

	const { memory } = execution;
	const identity = [target, simplify, sizeBytes, nameInStore(binary), fileIndex];
	const { results, checkpoint } = memory.recall(itemIndex, identity);
	if (results?.[0]) return results[0];

	const release = await execution.bytePermits.acquire(execution.signal, sizeBytes);
	try {
		const output = await send(execution, itemIndex, parameters, {
			target,
			sizeBytes,
			given: checkpoint ? readCheckpoint(checkpoint)?.checkpoint : resumeFrom?.checkpointFor(place),
			remember: (failed) => memory.remember(itemIndex, identity, { checkpoint: failed }),
		});
		memory.remember(itemIndex, identity, { results: [output] });
		return output;
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
		throw new ParameterValues(functions, itemIndex).invalid(
			'Part Size (MB)',
			'does not suit the file',
			reason,
		);
	}
}

async function send(
	execution: Execution,
	itemIndex: number,
	parameters: UploadParameters,
	resumable: ResumableUpload,
): Promise<IDataObject> {
	const { functions, clients, storage, signal, unusual } = execution;
	const { target, sizeBytes } = resumable;
	const source = await createBinarySource(functions, itemIndex, parameters.binary, sizeBytes);
	// Counts the calls of this file only.
	const client = clients.create();
	const session = openSession(client, target, parameters);
	const result = await withJournal(execution, resumable, async (journal) => {
		const onProgress = logProgress(functions, target.fileName);
		return await uploadFile(source, session, {
			storage,
			signal,
			journal,
			onProgress,
			...parameters.transfer,
		});
	});
	const { file, startedAnew, resumedParts, retries } = result;
	if (file.name !== target.fileName) unusual.renamed(target.fileName, file.name);
	if (startedAnew) unusual.startedAnew(target.fileName, startedAnew);
	unusual.resumed(resumedParts);
	unusual.retried(retries);
	return toOutput(result, target.fileName, client, parameters);
}

function openSession(
	client: ApiClient,
	target: UploadTarget,
	{ uploadMethod, transfer }: UploadParameters,
): UploadSession<Dentry> {
	const api = new StorageApi(client);
	const session = createUploadSession(api, target);
	if (uploadMethod === 'multipart') return session;
	return withSingleRequest(session, api, target, transfer.partSizeBytes ?? DEFAULTS.partSizeBytes);
}
