import { NodeOperationError, type IExecuteFunctions, type ILoadOptionsFunctions } from 'n8n-workflow';

/**
 * A value the user has to change, found before anything was sent. The message names the parameter by
 * its label and holds no value: n8n takes some words in a message for signals of its own.
 *
 * @param what goes on after the label: `is empty`
 */
export function invalidParameter(
	functions: IExecuteFunctions | ILoadOptionsFunctions,
	itemIndex: number,
	label: string,
	what: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(functions.getNode(), `'${label}' ${what}`, { itemIndex, description });
}
