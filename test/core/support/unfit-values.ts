import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

/** What the node says of an error that nobody has foreseen. */
export const UNFORESEEN = 'The node met something it does not know';

/** Expressions by the type of what they yield. */
export const NOTHING = ['null', 'undefined', '""', '$json.nowhere', '$json.nothing'];
export const NO_TEXT = [
	'true',
	'false',
	'NaN',
	'Infinity',
	'-Infinity',
	'1e300',
	'1.5',
	'12345678901234567890',
	'({})',
	'[]',
	'[1]',
	'["a"]',
	'[[[]]]',
	'({ toString: null })',
	'({ __proto__: null })',
	'({ constructor: 1 })',
	'$json.nested',
	'$json.nested.list',
	'$binary.data',
	'new Date(0)',
	'new Date(NaN)',
	'/x/',
	'"\\ud83d"',
];
export const NO_NUMBER = [
	...NO_TEXT.filter((code) => code !== '1.5'),
	'"x"',
	'"1,5"',
	'"1 MB"',
	'" "',
	'-1',
	'0',
];
export const NO_WHOLE_NUMBER = [...NO_NUMBER, '1.5'];
export const NO_FLAG = [
	...NO_TEXT.filter((code) => !['true', 'false'].includes(code)),
	'"yes"',
	'0',
	'1',
	'"TRUE"',
];

export const expression = (code: string) => `={{ ${code} }}`;
/** A resource locator whose value may be of any type. */
export const locate = (mode: string, value: unknown) =>
	({ __rl: true, mode, value }) as unknown as NodeParameterValueType;

/** A field of a form, and what it does not take. */
export interface UnfitFor {
	readonly label: string;
	readonly set: (value: unknown) => INodeParameters;
	readonly unfit: readonly string[];
}

export const field = (name: string, label: string, unfit: readonly string[]): UnfitFor => ({
	label,
	set: (value) => ({ [name]: value }) as INodeParameters,
	unfit,
});
export const located = (
	name: string,
	label: string,
	unfit: readonly string[] = NO_TEXT,
	mode = 'id',
): UnfitFor => ({ label, set: (value) => ({ [name]: locate(mode, value) }), unfit });
export const option = (name: string, label: string, unfit: readonly string[]): UnfitFor => ({
	label,
	set: (value) => ({ options: { [name]: value } }) as INodeParameters,
	unfit,
});
