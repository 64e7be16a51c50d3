import type { INodeProperties } from 'n8n-workflow';
import type { DentryAddress } from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { operatorProperty, readOperator } from './operator';
import { readSpaceId, spaceProperty } from './space';

const LABEL = 'File';

/** A file that exists. */
export const fileProperties: readonly INodeProperties[] = [
	spaceProperty,
	{
		displayName: LABEL,
		name: 'fileId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		// A file of one space is none of another: n8n's editor empties the field when the space changes.
		typeOptions: { loadOptionsDependsOn: ['spaceId.value'] },
		description: 'To find a file in the list, type a part of its name, or a path such as /Reports/',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a file...',
				typeOptions: { searchListMethod: 'searchFiles', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 222892787485',
				hint: "'fileId' of an upload, or 'id' where Simplify is off",
			},
		],
	},
	operatorProperty,
];

export async function readFileAddress(
	{ credential, operators, signal }: Execution,
	values: ParameterValues,
): Promise<DentryAddress> {
	const spaceId = readSpaceId(values);
	const dentryId = values.requiredText('fileId', LABEL, 'Choose a file from the list, or enter its ID.');
	const operator = readOperator(values, credential.operator);
	return { spaceId, dentryId, unionId: await operators.unionIdOf(operator, signal) };
}
