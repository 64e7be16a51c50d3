import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { invalidParameter } from './invalid-parameter';

/** Stands for all files of an item. */
const ALL = '*';

/** Where the files of an item are in workflows that keep them with the item's data (`binaryMode: 'combined'`). */
const COMBINED_FILES = '_files';

/** A file of an item: the name of its field, or the binary object that an expression yields. */
export type BinaryField = string | IBinaryData;

/**
 * The files that 'Input Data Field Name' stands for: one name, several separated by commas, `*` for all of the item,
 * or what an expression yields: a binary object, or a list of these.
 */
export function listBinaryFields(
	functions: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
): BinaryField[] {
	const fields = (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) =>
		typeof entry === 'string' ? namesIn(functions, itemIndex, entry) : [entry as BinaryField],
	);
	if (fields.length > 0) return [...new Set(fields)];
	throw invalidParameter(
		functions,
		itemIndex,
		'Input Data Field Name',
		'names no file of this item',
		'The item has no file. Check that the node before this one outputs files (binary data).',
	);
}

function namesIn(functions: IExecuteFunctions, itemIndex: number, text: string): string[] {
	const present = presentFields(functions, itemIndex);
	if (text.trim() === ALL) return present;
	// A field may be called so.
	if (present.includes(text)) return [text];
	return text
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

function presentFields(functions: IExecuteFunctions, itemIndex: number): string[] {
	const { binary, json } = functions.getInputData()[itemIndex] ?? {};
	if (binary !== undefined) return Object.keys(binary);
	const files = json?.[COMBINED_FILES];
	const isRecord = typeof files === 'object' && files !== null;
	return isRecord ? Object.keys(files).map((name) => `${COMBINED_FILES}.${name}`) : [];
}
