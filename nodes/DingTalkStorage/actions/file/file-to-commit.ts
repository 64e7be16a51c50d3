import type { INodeProperties } from 'n8n-workflow';
import { LIMITS } from '../../../../lib/upload';
import type { ParameterValues } from '../../parameters/parameter-values';
import { checkName } from '../shared/file-name';

const NAME_LABEL = 'File Name';
const SIZE_LABEL = 'File Size (Bytes)';

/** What those say of their file who move its bytes themselves. */
export const fileToCommitProperties: readonly INodeProperties[] = [
	{
		displayName: NAME_LABEL,
		name: 'fileName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. report.pdf',
		description: 'The name of the file in DingTalk, with its extension',
	},
	{
		displayName: SIZE_LABEL,
		name: 'fileSize',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: '',
		required: true,
		placeholder: 'e.g. 104857600',
		description: 'The number of bytes of the whole file. DingTalk refuses to make a file of any other size.',
	},
];

export interface FileToCommit {
	readonly fileName: string;
	readonly sizeBytes: number;
}

export function readFileToCommit(values: ParameterValues): FileToCommit {
	const given = values.textOf('fileName', NAME_LABEL);
	const range = { min: 0, max: LIMITS.maxFileSizeBytes, isWhole: true };
	const sizeBytes = values.number(SIZE_LABEL, values.get('fileSize', SIZE_LABEL), range);
	if (sizeBytes === undefined) {
		throw values.invalid(SIZE_LABEL, 'is empty', 'Enter the number of bytes of the whole file.');
	}
	return { fileName: checkName(values, NAME_LABEL, given, 'Enter another name for the file.'), sizeBytes };
}
