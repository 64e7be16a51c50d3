import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { collectPages, manyProperties, readLimit } from '../shared/many';
import { operatorProperty, readOperator } from '../shared/operator';
import { showFor } from '../shared/show-for';
import { rawOf } from '../shared/simplify';

export const description: INodeProperties[] = showFor('space', 'getAll', [
	...manyProperties,
	operatorProperty,
]);

export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { storageApi, operators, credential, functions, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const limit = readLimit(values);
	const unionId = await operators.unionIdOf(readOperator(values, credential.operator), signal);
	return await collectPages(
		limit,
		async (nextToken) => await storageApi.listSpaces(unionId, nextToken, signal),
		// The ID as text: other nodes would lose digits of a large number.
		(space) => ({ ...rawOf(space), spaceId: space.spaceId, spaceName: space.spaceName }),
	);
}
