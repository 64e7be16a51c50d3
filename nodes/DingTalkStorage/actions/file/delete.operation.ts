import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { deleteFile } from '../../../../lib/dingtalk';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { fileProperties, readFileAddress } from '../shared/file';
import { optionsProperty, readOptions } from '../shared/options';
import { showFor } from '../shared/show-for';
import { simplifyFile } from '../shared/simplify';

const RECYCLE_BIN_LABEL = 'Move to Recycle Bin';

export const description: INodeProperties[] = showFor('file', 'delete', [
	...fileProperties,
	optionsProperty([
		{
			displayName: RECYCLE_BIN_LABEL,
			name: 'toRecycleBin',
			type: 'boolean',
			default: false,
			description:
				'Whether to move the file to the recycle bin (回收站) instead of deleting it for good. Only spaces of DingTalk Drive (钉盘) have one.',
		},
	]),
]);

export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { dentries, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const toRecycleBin = values.flag(RECYCLE_BIN_LABEL, readOptions(values).toRecycleBin, false);
	const address = await readFileAddress(execution, values);
	const file = await deleteFile(dentries, address, toRecycleBin, signal);
	return [{ deleted: true, ...simplifyFile(file) }];
}
