import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';
import { DingTalkApi } from '../../../credentials/DingTalkApi.credentials';
import { DingTalkStorage } from '../../../nodes/DingTalkStorage/DingTalkStorage.node';

/** In single quotes too, and no label: fields of an output item. */
const OUTPUT_FIELDS = ['checkpoint', 'fileId'];

/** The names in single quotes that a text sends the user to, and that no form and no output has. */
export function unknownLabels(text: string): string[] {
	const known = new Set([
		...labelsOf(new DingTalkStorage().description.properties),
		...labelsOf(new DingTalkApi().properties),
		...OUTPUT_FIELDS,
	]);
	// Not the apostrophe within a word.
	const named = [...text.matchAll(/(?<!\w)'([^']+)'(?!\w)/g)].map(([, label = '']) => label);
	return named.filter((label) => !known.has(label));
}

/** All that a user can read in a form: fields, their modes and choices. */
function labelsOf(properties: readonly INodeProperties[]): string[] {
	return properties.flatMap(({ displayName, type, options = [], modes = [] }) => [
		displayName,
		...modes.map((mode: INodePropertyMode) => mode.displayName),
		...(type === 'collection'
			? labelsOf(options as INodeProperties[])
			: options.map((choice) => (choice as INodePropertyOptions).name)),
	]);
}
