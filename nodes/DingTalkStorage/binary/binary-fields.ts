import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isAgentTool } from '../n8n/agent-tool';
import { invalidParameter } from '../parameters/invalid-parameter';
import { isAbsent } from '../parameters/parameter-values';

export const BINARY_FIELD_LABEL = 'Input Data Field Name';

const NAMES_NONE = 'names no file of this item';

/** Stands for all files of an item. */
const ALL = '*';

/** Where the files of an item are in workflows that keep them with the item's data (`binaryMode: 'combined'`). */
const COMBINED_FILES = '_files';

/** A file of an item, or the name of one that n8n may know where to find. */
export type BinaryField = IBinaryData | string;

type FilesOfItem = Readonly<Record<string, IBinaryData>>;

/**
 * The files that 'Input Data Field Name' stands for: one name, several separated by commas, `*` for all of the item,
 * or what an expression yields: a binary object, or a list of these.
 */
export function listBinaryFields(
	functions: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
): BinaryField[] {
	if (isAbsent(value)) {
		throw invalid(functions, itemIndex, 'is empty', 'Enter the name of a field, or check its expression.');
	}
	const isTool = isAgentTool(functions.getNode());
	const files = filesOf(functions, itemIndex);
	const fields = (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) =>
		typeof entry === 'string' ? namedFiles(files, entry) : [entry as BinaryField],
	);
	// There is no item that n8n could look at for a name.
	const known = isTool ? fields.filter((field) => typeof field !== 'string') : fields;
	if (known.length > 0) return [...new Set(known)];
	throw invalid(
		functions,
		itemIndex,
		NAMES_NONE,
		isTool
			? 'A tool has no item with a file. Give an expression that yields a binary object of an earlier node.'
			: 'The item has no file. Check that the node before this one outputs files (binary data).',
	);
}

/** @throws where n8n does not find the file, or what an expression yields is none */
export function getBinary(functions: IExecuteFunctions, itemIndex: number, field: BinaryField): IBinaryData {
	let binary: IBinaryData;
	try {
		// n8n leaves `data` out of the objects that expressions yield, and before 2.10 takes none without it for a file.
		const isObject = typeof field === 'object' && field !== null;
		binary = isObject ? field : functions.helpers.assertBinaryData(itemIndex, field);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw invalid(functions, itemIndex, NAMES_NONE, reason);
	}
	// An expression may yield any object.
	const { id, data } = binary;
	const hasId = typeof id === 'string' && ['string', 'undefined'].includes(typeof data);
	if (hasId || (id === undefined && typeof data === 'string')) return binary;
	const description = 'It yields an object, but not one that n8n has made of a file.';
	throw invalid(functions, itemIndex, NAMES_NONE, description);
}

function namedFiles(files: FilesOfItem, text: string): BinaryField[] {
	if (text.trim() === ALL) return Object.values(files);
	// A field's name may have a comma in it.
	const names = Object.hasOwn(files, text) ? [text] : text.split(',').map((name) => name.trim());
	return names
		.filter((name) => name !== '')
		.map((name) => (Object.hasOwn(files, name) ? (files[name] as IBinaryData) : name));
}

function filesOf(functions: IExecuteFunctions, itemIndex: number): FilesOfItem {
	const { binary, json } = functions.getInputData()[itemIndex] ?? {};
	const combined = json?.[COMBINED_FILES];
	const isRecord = typeof combined === 'object' && combined !== null;
	return binary ?? (isRecord ? (combined as unknown as FilesOfItem) : {});
}

function invalid(functions: IExecuteFunctions, itemIndex: number, what: string, description: string): Error {
	return invalidParameter(functions, itemIndex, BINARY_FIELD_LABEL, what, description);
}
