import type { INodeProperties } from 'n8n-workflow';
import { OPERATOR_ID_KINDS, type OperatorId } from '../../../../lib/dingtalk';
import { cleanOperatorId } from '../../credential/operator-id';
import { isAbsent, type ParameterValues } from '../../parameters/parameter-values';

const LABEL = 'Operator';
const EMPTY_HINT = "Leave it empty to use the credential's operator";

export const operatorProperty: INodeProperties = {
	displayName: LABEL,
	name: 'unionId',
	type: 'resourceLocator',
	default: { mode: 'userId', value: '' },
	hint: EMPTY_HINT,
	description:
		'The person on whose behalf DingTalk acts. Files appear as theirs, and they need the right to edit the space.',
	modes: [
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			placeholder: 'e.g. manager4220',
			// Stands in for the hint of the field.
			hint: `${EMPTY_HINT}. The 员工 UserID is in the admin console (管理后台) under Contacts (通讯录).`,
		},
		{
			displayName: 'Union ID',
			name: 'unionId',
			type: 'string',
			placeholder: 'e.g. iPxxxxxxxxxxiEiE',
		},
		{
			displayName: 'Mobile Number',
			name: 'mobile',
			type: 'string',
			placeholder: 'e.g. 13800138000',
		},
	],
};

/** What is said where nobody is named: the field, what is wrong with it, and what to do. */
export const NO_OPERATOR = [
	LABEL,
	'is empty, here and in the credential',
	'Enter the user ID, union ID or mobile number of the person on whose behalf DingTalk is to act.',
] as const;

/** The operator of one item: the one the node names, else the one of the credential. */
export function readOperator(values: ParameterValues, ofCredential: OperatorId | undefined): OperatorId {
	const operator = toOperatorId(values.raw('unionId', LABEL), (value) => values.text(LABEL, value));
	const chosen = operator ?? ofCredential;
	if (chosen === undefined) throw values.invalid(...NO_OPERATOR);
	return chosen;
}

/**
 * @param value of the parameter: a resource locator, or the union ID by itself, as an expression may yield it
 * @returns undefined where it is empty
 */
export function toOperatorId(value: unknown, toText: (value: unknown) => string): OperatorId | undefined {
	const { mode, value: id } = isLocator(value) ? value : { mode: 'unionId', value };
	if (isAbsent(id)) return undefined;
	const kind = OPERATOR_ID_KINDS.find((known) => known === mode) ?? 'unionId';
	const text = cleanOperatorId(kind, toText(id));
	return text === '' ? undefined : { kind, value: text };
}

function isLocator(value: unknown): value is { readonly mode: unknown; readonly value: unknown } {
	return typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
}
