import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { checkName } from '../shared/file-name';
import { targetFolderProperty } from '../shared/folder';
import { failOnConflict, optionsProperty, readConflictStrategy, readOptions } from '../shared/options';
import { operatorProperty } from '../shared/operator';
import { readPlace, resolvePlace } from '../shared/place';
import { showFor } from '../shared/show-for';
import { rawOf, readSimplify, simplifyFolder, simplifyProperty, withTimes } from '../shared/simplify';
import { spaceProperty } from '../shared/space';

const PARENT_LABEL = 'Parent Folder';
const NAME_LABEL = 'Folder Name';

const conflictProperty: INodeProperties = {
	displayName: 'Conflict Strategy',
	name: 'conflictStrategy',
	type: 'options',
	options: [
		failOnConflict,
		{
			name: 'Keep Existing',
			value: 'RETURN_DENTRY_IF_EXISTS',
			description: 'Return the existing folder with all that is in it',
		},
		{
			name: 'Rename Automatically',
			value: 'AUTO_RENAME',
			description: 'Create another one: Reports, Reports(1)',
		},
	],
	// Workflows that run every day want the folder to be there, whoever made it.
	default: 'RETURN_DENTRY_IF_EXISTS',
	description: 'What to do when there is a folder of this name already',
};

export const description: INodeProperties[] = showFor('folder', 'create', [
	spaceProperty,
	{ ...targetFolderProperty, displayName: PARENT_LABEL },
	{
		displayName: NAME_LABEL,
		name: 'folderName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Reports',
		description: 'The name of the new folder',
	},
	operatorProperty,
	simplifyProperty,
	optionsProperty([conflictProperty]),
]);

export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { dentries, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const choice = readPlace(execution, values, PARENT_LABEL);
	const given = values.textOf('folderName', NAME_LABEL);
	const name = checkName(values, NAME_LABEL, given, 'Enter another name for the folder.');
	const conflictStrategy = readConflictStrategy(values, readOptions(values), conflictProperty);
	const isSimple = readSimplify(values);
	const place = await resolvePlace(execution, choice, 'create');
	const folder = await dentries.createFolder({ ...place, name, conflictStrategy }, signal);
	return [isSimple ? withTimes(simplifyFolder(folder), folder) : rawOf(folder)];
}
