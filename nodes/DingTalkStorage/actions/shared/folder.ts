import type { INodeProperties } from 'n8n-workflow';
import { findFolderPathFlaw, ROOT_FOLDER_ID, splitFolderPath } from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';
import { describeNameFlaw } from './file-name';

const LABEL = 'Folder';
export const ROOT_FOLDER_NAME = '/ (Root folder)';

/**
 * n8n's form keeps the ID of the list when the user goes over to By Path, and a folder of that name would be created. A
 * folder whose name is a number has its slash.
 */
const NO_ID = /^(?!\d+$).*$/;

/** A folder as the user names it. */
export type FolderChoice =
	| { readonly kind: 'id'; readonly folderId: string }
	/** From the top of the space; none stand for the space itself. */
	| { readonly kind: 'path'; readonly names: readonly string[] };

/** @param pathHint what becomes of folders of a path that are not there */
function folderProperty(displayName: string, pathHint: string): INodeProperties {
	return {
		displayName,
		name: 'parentId',
		type: 'resourceLocator',
		// Not required: empty is the root folder, too.
		default: { mode: 'list', value: ROOT_FOLDER_ID, cachedResultName: ROOT_FOLDER_NAME },
		// A folder of one space is none of another: n8n's editor empties the field when the space changes.
		typeOptions: { loadOptionsDependsOn: ['spaceId.value'] },
		description: 'To find a folder in the list, type a part of its name, or a path such as /Reports/',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: ROOT_FOLDER_NAME,
				typeOptions: { searchListMethod: 'searchFolders', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 123456789012',
				hint: '0 is the root folder of the space',
			},
			{
				displayName: 'By Path',
				name: 'path',
				type: 'string',
				placeholder: 'e.g. /Reports/2026/11',
				hint: pathHint,
				validation: [
					{
						type: 'regex',
						properties: { regex: NO_ID.source, errorMessage: 'This is an ID. Write a path, such as /2026' },
					},
				],
			},
		],
	};
}

/** For what goes into a folder. */
export const targetFolderProperty = folderProperty(LABEL, 'Folders that are missing are created');

/** For what is looked for in a folder. */
export const existingFolderProperty = folderProperty(LABEL, 'All folders of the path have to be there');

/** @param label of the field, which is not the same in all operations */
export function readFolder(values: ParameterValues, label = LABEL): FolderChoice {
	const value = values.raw('parentId', label);
	const isPath = typeof value === 'object' && value !== null && (value as { mode?: unknown }).mode === 'path';
	const text = values.textOf('parentId', label);
	if (!isPath) return { kind: 'id', folderId: text || ROOT_FOLDER_ID };
	// An expression that finds nothing must not put files into the root folder.
	if (text === '') throw values.invalid(label, 'is an empty path', 'Write / for the root folder.');
	if (!NO_ID.test(text)) {
		throw values.invalid(
			label,
			'is an ID where a path should be',
			`Write a path, such as /${text}, or choose By ID.`,
		);
	}
	const names = splitFolderPath(text);
	const flawed = findFolderPathFlaw(names);
	if (flawed === undefined) return { kind: 'path', names };
	throw values.invalid(
		label,
		`has a name in its path that ${describeNameFlaw(flawed.flaw)}`,
		'Write the path with slashes (/) between the names, such as /Reports/2026/11.',
	);
}
