import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { ConflictStrategy, Region } from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';

export type OptionValues = Readonly<Record<string, unknown>>;

export function optionsProperty(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}

export function readOptions(values: ParameterValues): OptionValues {
	return values.collection('Options', values.get('options', 'Options'));
}

export const preferIntranetProperty: INodeProperties = {
	displayName: 'Prefer Intranet',
	name: 'preferIntranet',
	type: 'boolean',
	default: false,
	description:
		"Whether to ask for addresses inside your company's network. Only for organizations with dedicated storage (专属存储).",
};

export function readPreferIntranet(values: ParameterValues, { preferIntranet }: OptionValues): boolean {
	return values.flag('Prefer Intranet', preferIntranet, false);
}

export const preferRegionProperty: INodeProperties = {
	displayName: 'Prefer Region',
	name: 'preferRegion',
	type: 'options',
	options: [
		{ name: 'Automatic', value: '' },
		{ name: 'Shanghai', value: 'SHANGHAI' },
		{ name: 'Shenzhen', value: 'SHENZHEN' },
		{ name: 'Singapore', value: 'SINGAPORE' },
		{ name: 'Zhangjiakou', value: 'ZHANGJIAKOU' },
	],
	default: '',
	description: 'Where DingTalk should store the file',
};

const REGIONS: readonly Region[] = ['SHANGHAI', 'SHENZHEN', 'SINGAPORE', 'ZHANGJIAKOU'];

export function readPreferRegion(
	values: ParameterValues,
	{ preferRegion }: OptionValues,
): Region | undefined {
	return values.choice('Prefer Region', preferRegion, REGIONS);
}

export const failOnConflict: INodePropertyOptions = {
	name: 'Fail',
	value: 'RETURN_ERROR_IF_EXISTS',
	description: 'Stop; nothing is created',
};

export const fileConflictProperty: INodeProperties = {
	displayName: 'Conflict Strategy',
	name: 'conflictStrategy',
	type: 'options',
	options: [
		failOnConflict,
		{
			name: 'Keep Existing',
			value: 'RETURN_DENTRY_IF_EXISTS',
			description: 'Return the existing file; what was uploaded is discarded',
		},
		{
			name: 'Rename Automatically',
			value: 'AUTO_RENAME',
			description: 'Keep both files: report.pdf, report(1).pdf',
		},
		{ name: 'Replace', value: 'OVERWRITE', description: 'Make it the new version of the existing file' },
	],
	default: 'AUTO_RENAME',
	description: 'What to do when the folder already has a file of this name',
};

/** One of the choices of this very field: an expression must not replace a folder, which no form offers. */
export function readConflictStrategy(
	values: ParameterValues,
	{ conflictStrategy }: OptionValues,
	field: INodeProperties,
): ConflictStrategy {
	const choices = (field.options as INodePropertyOptions[]).map(({ value }) => value as ConflictStrategy);
	const chosen = values.choice(field.displayName, conflictStrategy, choices);
	return chosen ?? (field.default as ConflictStrategy);
}
