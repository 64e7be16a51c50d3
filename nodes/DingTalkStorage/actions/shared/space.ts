import type { INodeProperties } from 'n8n-workflow';
import type { ParameterValues } from '../../parameters/parameter-values';

const LABEL = 'Space';

export const spaceProperty: INodeProperties = {
	displayName: LABEL,
	name: 'spaceId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The space (空间) in DingTalk Drive (钉盘). The list shows those that the operator can see.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a space...',
			typeOptions: { searchListMethod: 'searchSpaces', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 9876543210' },
	],
};

export function readSpaceId(values: ParameterValues): string {
	return values.requiredText('spaceId', LABEL, 'Choose a space from the list, or enter its ID.');
}
