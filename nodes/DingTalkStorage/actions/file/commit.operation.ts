import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { createUploadSession, DingTalkError, isUploadGone } from '../../../../lib/dingtalk';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { attachmentValue } from '../shared/attachment';
import { fileConflictProperty, optionsProperty, readConflictStrategy, readOptions } from '../shared/options';
import { operatorProperty } from '../shared/operator';
import { readTarget, resolvePlace, targetProperties } from '../shared/place';
import { showFor } from '../shared/show-for';
import { rawOf, readSimplify, simplifyFile, simplifyProperty } from '../shared/simplify';
import { fileToCommitProperties, readFileToCommit } from './file-to-commit';
import { uploadKeyProperty, readUploadKey } from './upload-key';

export const description: INodeProperties[] = showFor('file', 'commit', [
	...targetProperties,
	uploadKeyProperty,
	...fileToCommitProperties,
	operatorProperty,
	simplifyProperty,
	optionsProperty([fileConflictProperty]),
]);

/** Turns the stored parts of an upload into a file. Where the answer gets lost, looks whether there is one. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { storageApi, functions, signal, unusual } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const uploadKey = readUploadKey(values);
	const choice = readTarget(execution, values);
	const { fileName, sizeBytes } = readFileToCommit(values);
	const conflictStrategy = readConflictStrategy(values, readOptions(values), fileConflictProperty);
	const isSimple = readSimplify(values);
	const place = await resolvePlace(execution, choice, 'create');

	const target = { ...place, fileName, conflictStrategy, preferIntranet: false };
	const file = await createUploadSession(storageApi, target)
		.commit({ uploadKey, sizeBytes }, signal)
		.catch((error: unknown) => Promise.reject(withUploadKey(error)));
	// Another one where an existing file was kept.
	const fileSize = file.sizeBytes ?? sizeBytes;
	const wasRenamed = file.name !== fileName;
	if (wasRenamed) unusual.renamed(fileName, file.name);
	return [
		{
			...(isSimple ? { ...simplifyFile(file), fileSize, wasRenamed } : rawOf(file)),
			...(choice.folder === undefined && { attachment: attachmentValue(file, fileSize) }),
		},
	];
}

/** DingTalk says of a key that it does not know no more than that some value is wrong. */
function withUploadKey(error: unknown): Error {
	const isOfKey = DingTalkError.is(error) && isUploadGone(error);
	return isOfKey ? new DingTalkError('UPLOAD_KEY_INVALID', error.facts, { cause: error }) : (error as Error);
}
