import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { openPreChecked } from '../../../../lib/dingtalk';
import { planParts } from '../../../../lib/upload';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { operatorProperty } from '../shared/operator';
import { optionsProperty, preferRegionProperty, readOptions, readPreferRegion } from '../shared/options';
import { readTarget, resolvePlace, targetProperties } from '../shared/place';
import { showFor } from '../shared/show-for';
import { fileToCommitProperties, readFileToCommit } from './file-to-commit';

export const description: INodeProperties[] = showFor('file', 'startMultipartUpload', [
	...targetProperties,
	...fileToCommitProperties,
	operatorProperty,
	optionsProperty([preferRegionProperty]),
]);

/** Opens an upload and answers its key, with a plan of parts that suits the file. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { storageApi, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const choice = readTarget(execution, values);
	const { fileName, sizeBytes } = readFileToCommit(values);
	const preferRegion = readPreferRegion(values, readOptions(values));
	const { spaceId, parentId, unionId } = await resolvePlace(execution, choice, 'create');

	const { uploadKey } = await openPreChecked({ fileName, parentId }, sizeBytes, async (preCheckParam) => {
		const option = { preCheckParam, preferRegion };
		return await storageApi.initMultipartFileUpload(spaceId, unionId, option, signal);
	});
	const { partSizeBytes, parts } = planParts(sizeBytes);
	return [
		{
			uploadKey,
			spaceId,
			parentId,
			fileName,
			fileSize: sizeBytes,
			parts: parts.length,
			partSizeBytes,
		},
	];
}
