import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { DingTalkError } from '../../../../lib/dingtalk';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { fileProperties, readFileAddress } from '../shared/file';
import { showFor } from '../shared/show-for';
import { rawOf, readSimplify, simplifyFile, simplifyProperty, withTimes } from '../shared/simplify';

export const description: INodeProperties[] = showFor('file', 'get', [...fileProperties, simplifyProperty]);

export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { dentries, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const isSimple = readSimplify(values);
	const file = await dentries.getDentry(await readFileAddress(execution, values), signal);
	// DingTalk has one call for files and folders.
	if (file.type === 'FOLDER') throw new DingTalkError('NOT_A_FILE', { operation: 'getDentry' });
	return [isSimple ? withTimes(simplifyFile(file), file) : rawOf(file)];
}
