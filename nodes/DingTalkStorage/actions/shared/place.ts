import type { INodeProperties } from 'n8n-workflow';
import { ROOT_FOLDER_ID, type OperatorId } from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { existingFolderProperty, readFolder, targetFolderProperty, type FolderChoice } from './folder';
import { readOperator } from './operator';
import { readSpaceId, spaceProperty } from './space';

const LABEL = 'Upload To';
const TARGETS = ['approvalSpace', 'folder'] as const;

const IN_FOLDER = { displayOptions: { show: { target: ['folder'] } } };

/** Where a file goes: a folder, or the space of approval attachments, which has none. */
export const targetProperties: readonly INodeProperties[] = [
	{
		displayName: LABEL,
		name: 'target',
		type: 'options',
		options: [
			{
				name: 'Approval Attachment Space',
				value: 'approvalSpace',
				description: 'For a file that an approval (审批) is to carry; it is not visible in DingTalk Drive',
			},
			{ name: 'Folder in a Space', value: 'folder', description: 'A folder in DingTalk Drive (钉盘)' },
		],
		default: 'folder',
		description: 'What the file is for',
	},
	{ ...spaceProperty, ...IN_FOLDER },
	{ ...targetFolderProperty, ...IN_FOLDER },
];

/** Where to look for what is there already. */
export const placeProperties: readonly INodeProperties[] = [spaceProperty, existingFolderProperty];

/** A place as the parameters of one item name it. */
export interface PlaceChoice {
	readonly operator: OperatorId;
	/** Undefined for the space of approval attachments. */
	readonly folder: ({ readonly spaceId: string } & FolderChoice) | undefined;
}

/** A place as DingTalk knows it. */
export interface Place {
	readonly spaceId: string;
	/** `0` for the space itself. */
	readonly parentId: string;
	readonly unionId: string;
}

/** Asks nobody, so that what is wrong is told before anything is sent. */
export function readTarget(execution: Execution, values: ParameterValues): PlaceChoice {
	const target = values.choice(LABEL, values.get('target', LABEL), TARGETS) ?? 'folder';
	if (target === 'folder') return readPlace(execution, values);
	return { operator: readOperator(values, execution.credential.operator), folder: undefined };
}

export function readPlace(
	{ credential }: Execution,
	values: ParameterValues,
	folderLabel?: string,
): PlaceChoice {
	const folder = { spaceId: readSpaceId(values), ...readFolder(values, folderLabel) };
	return { operator: readOperator(values, credential.operator), folder };
}

/**
 * Asks DingTalk for what the user did not name by its ID. Whatever is asked, is asked once in an execution.
 * @param missingFolders what to do about folders of a path that are not there
 */
export async function resolvePlace(
	{ operators, approvalSpace, folders, signal }: Execution,
	{ operator, folder }: PlaceChoice,
	missingFolders: 'create' | 'refuse',
): Promise<Place> {
	const unionId = await operators.unionIdOf(operator, signal);
	if (folder === undefined) {
		const spaceId = await approvalSpace.open(await operators.userIdOf(operator, signal), signal);
		return { spaceId, parentId: ROOT_FOLDER_ID, unionId };
	}
	const { spaceId } = folder;
	if (folder.kind === 'id') return { spaceId, parentId: folder.folderId, unionId };
	const start = { spaceId, unionId };
	const follow = missingFolders === 'create' ? folders.ensure : folders.find;
	return { spaceId, parentId: await follow.call(folders, start, folder.names, signal), unionId };
}
