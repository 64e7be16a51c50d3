import type { ExecutionBaseError, IDataObject, INode } from 'n8n-workflow';
import { toPlainText } from '../errors/description-html';

/** Of no use to a language model, and paid for by the word. */
const NOT_FOR_MODELS = new Set(['uuid', 'upload']);

/** n8n makes a second type of every node that AI agents may use, and names it so. */
export function isAgentTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/** What a model reads of the outputs. An empty list would reach it as no answer at all. */
export function outputForModel(outputs: readonly IDataObject[]): IDataObject[] {
	if (outputs.length === 0) return [{ count: 0, message: 'Nothing was found' }];
	return outputs.map((json) =>
		Object.fromEntries(Object.entries(json).filter(([name]) => !NOT_FOR_MODELS.has(name))),
	);
}

/** Agents hand nothing but the message to their model, so that what to do next has to be in it. */
export function errorForModel(error: ExecutionBaseError): ExecutionBaseError {
	if (error.description) error.message = `${error.message}. ${toPlainText(error.description)}`;
	return error;
}
