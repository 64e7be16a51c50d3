import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Execution } from '../execution';
import { dentryListProperties, listFolder } from '../shared/dentry-list';
import { showFor } from '../shared/show-for';
import { simplifyFolder } from '../shared/simplify';

export const description: INodeProperties[] = showFor('folder', 'getAll', dentryListProperties);

export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	return await listFolder(execution, itemIndex, 'FOLDER', simplifyFolder);
}
