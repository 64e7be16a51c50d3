import { FILE_NAME_MAX_BYTES } from '../../../../lib/dingtalk';
import { LIMITS } from '../../../../lib/upload';
import { plainText, table } from './markdown';

export const REFUSED_VALUES_TITLE = 'Values that are refused before anything is sent';

/** The messages that name a field by its label, and what that field takes. */
export const REFUSED_VALUES: ReadonlyArray<readonly [message: string, whatToDo: string]> = [
	["'…' is empty", 'The field needs a value, or the expression in it found none for this item.'],
	["'…' must be …", 'The message says what the field takes, the description what it got.'],
	["'…' holds an expression that does not work", 'The description holds what n8n says about the expression.'],
	["'…' holds half of a character", 'Something has cut the text in two, such as an emoji in its middle.'],
	[
		"'File Name' must not contain …",
		`A name has 1 to ${FILE_NAME_MAX_BYTES} bytes in UTF-8 (a Chinese character takes three), none of / \\ * " < > |, no tab or control character, and no dot at its end. The same goes for 'Folder Name'.`,
	],
	[
		"'File Name' is one name for several files",
		"Leave it off, so that each file keeps its own name, or name one field in 'Input Data Field Name'.",
	],
	[
		"'Folder' has a name in its path that …",
		'The same rules, for each name between the slashes: /Reports/2026/11.',
	],
	[
		"'Operator' is empty, here and in the credential",
		'Name the person on whose behalf DingTalk is to act, by user ID, union ID or mobile number.',
	],
	[
		"'Input Data Field Name' names no file of this item",
		'Enter the name of a binary field of the node before, such as data.',
	],
	[
		"'Part Size (MB)' does not suit the file",
		`A file has at most ${LIMITS.maxParts.toLocaleString('en')} parts: choose a larger size, or leave the option off.`,
	],
	[
		"'Part Numbers' holds …",
		`Numbers and ranges from 1 to ${LIMITS.maxParts.toLocaleString('en')}, separated by commas: 1-45, 60.`,
	],
	[
		"'Resume From' is not the checkpoint of an upload",
		"Give it 'checkpoint' from the details of the failed upload, whole and unchanged.",
	],
	[
		"'Resume From' is of another upload",
		'A checkpoint is good for the file, the folder and the space of which it was made.',
	],
];

export function renderRefusedValues(): string {
	const intro =
		'These have no `code`. The message begins with the label of the field, in single quotes; no call was made for the item.';
	const rows = REFUSED_VALUES.map((row) => row.map((cell) => plainText(cell).replaceAll('|', '\\|')));
	return `${intro}\n\n${table(['Message', 'What to do'], rows)}`;
}
