import type { IDataObject, INodeProperties } from 'n8n-workflow';
import {
	DingTalkError,
	MAX_PART_NUMBERS_PER_QUERY,
	parsePartNumbers,
	PartNumbersError,
	type PartUploadInfo,
} from '../../../../lib/dingtalk';
import { LIMITS } from '../../../../lib/upload';
import { ParameterValues } from '../../parameters/parameter-values';
import type { Execution } from '../execution';
import { operatorProperty, readOperator } from '../shared/operator';
import { optionsProperty, preferIntranetProperty, readOptions, readPreferIntranet } from '../shared/options';
import { showFor } from '../shared/show-for';
import { signedAddressJson } from '../shared/signed-address';
import { readUploadKey, uploadKeyProperty } from './upload-key';

export const description: INodeProperties[] = showFor('file', 'getPartUploadInfos', [
	uploadKeyProperty,
	{
		displayName: 'Part Numbers',
		name: 'partNumbers',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 1-45, 60',
		description: 'Numbers and ranges from 1 to 10,000. Every 30 of them cost one API call.',
	},
	operatorProperty,
	optionsProperty([preferIntranetProperty]),
]);

/** Answers one output item per part, in the order asked for. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { functions, credential, storageApi, operators, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const uploadKey = readUploadKey(values);
	const partNumbers = readPartNumbers(values);
	const operator = readOperator(values, credential.operator);
	const preferIntranet = readPreferIntranet(values, readOptions(values));
	const unionId = await operators.unionIdOf(operator, signal);

	const items: IDataObject[] = [];
	for (let start = 0; start < partNumbers.length; start += MAX_PART_NUMBERS_PER_QUERY) {
		const batch = partNumbers.slice(start, start + MAX_PART_NUMBERS_PER_QUERY);
		const askedAtMs = Date.now();
		const query = { uploadKey, partNumbers: batch, preferIntranet };
		const infos = await storageApi.getMultipartFileUploadInfos(unionId, query, signal);
		// DingTalk does not promise to keep the order.
		const byNumber = new Map(infos.map((info) => [info.partNumber, info]));
		items.push(...batch.map((partNumber) => toJson(byNumber.get(partNumber), askedAtMs)));
	}
	return items;
}

function toJson(info: PartUploadInfo | undefined, askedAtMs: number): IDataObject {
	if (info !== undefined) return { partNumber: info.partNumber, ...signedAddressJson(info, askedAtMs) };
	throw new DingTalkError('API_BAD_ANSWER', {
		operation: 'getMultipartFileUploadInfos',
		field: 'partNumber',
	});
}

const FLAWS = {
	empty: 'is empty',
	notANumber: 'holds something that is no number and no range',
	reversed: 'holds a range that runs backwards',
	outOfRange: `holds a number outside 1 to ${LIMITS.maxParts}`,
} as const;

/** Text, or what becomes the like as text: a number, a list of numbers. */
function readPartNumbers(values: ParameterValues): number[] {
	const label = 'Part Numbers';
	const asked = values.get('partNumbers', label);
	try {
		return parsePartNumbers(String(asked ?? ''));
	} catch (error) {
		const flaw = error instanceof PartNumbersError ? error : new PartNumbersError('notANumber', '');
		const seen = flaw.piece === '' ? '' : ` '${flaw.piece}' is not understood.`;
		throw values.invalid(
			label,
			FLAWS[flaw.reason],
			`Enter numbers and ranges separated by commas, such as 1-45, 60.${seen}`,
		);
	}
}
