import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Dentry } from '../../../../lib/dingtalk';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { collectPages, manyProperties, readLimit } from './many';
import { operatorProperty } from './operator';
import { placeProperties, readPlace, resolvePlace } from './place';
import { rawOf, readSimplify, simplifyProperty, withTimes } from './simplify';

export const dentryListProperties: readonly INodeProperties[] = [
	...placeProperties,
	...manyProperties,
	operatorProperty,
	simplifyProperty,
];

/** Lists what is right in a folder. DingTalk lists files and folders together and offers no filter. */
export async function listFolder(
	execution: Execution,
	itemIndex: number,
	type: 'FILE' | 'FOLDER',
	simplify: (dentry: Dentry) => IDataObject,
): Promise<IDataObject[]> {
	const { storageApi, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const choice = readPlace(execution, values);
	const limit = readLimit(values);
	const isSimple = readSimplify(values);
	const { spaceId, parentId, unionId } = await resolvePlace(execution, choice, 'refuse');
	return await collectPages(
		limit,
		async (nextToken) =>
			await storageApi.listDentries(spaceId, unionId, { parentId, order: 'byName', nextToken }, signal),
		(dentry) => {
			if ((dentry.type === 'FOLDER') !== (type === 'FOLDER')) return undefined;
			return isSimple ? withTimes(simplify(dentry), dentry) : rawOf(dentry);
		},
	);
}
