import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	ApiClient,
	DingTalkError,
	MAX_PART_NUMBERS_PER_QUERY,
	parsePartNumbers,
	PartNumbersError,
	StorageApi,
	type PartUploadInfo,
} from '../../../../lib/dingtalk';
import { LIMITS } from '../../../../lib/upload';
import { invalidParameter } from '../../helpers/invalid-parameter';
import { ParameterValues } from '../../helpers/parameter-values';
import { chooseUnionId } from '../../helpers/union-id';
import { preferIntranetProperty, showFor, unionIdProperty } from '../common.descriptions';
import type { Execution } from '../execution';

export const description: INodeProperties[] = showFor('file', 'getPartUploadInfos', [
	{
		displayName: 'Upload Key',
		name: 'uploadKey',
		type: 'string',
		// It is no secret of its own: without the credential it opens nothing.
		typeOptions: { password: false },
		default: '',
		required: true,
		placeholder: 'e.g. hwHPAAAAAipHxxxxx',
		description: 'The key of the upload, as the call that started it answered',
	},
	{
		displayName: 'Part Numbers',
		name: 'partNumbers',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 1-45, 60',
		description: 'Numbers and ranges from 1 to 10,000. Every 30 of them cost one API call.',
	},
	unionIdProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [preferIntranetProperty],
	},
]);

/** Answers one output item per part, in the order asked for. */
export async function execute(execution: Execution, itemIndex: number): Promise<IDataObject[]> {
	const { functions, credential, transport, pacer, signal } = execution;
	const values = new ParameterValues(functions, itemIndex);
	const uploadKey = values.text('Upload Key', values.get('uploadKey', 'Upload Key'));
	if (uploadKey === '') {
		throw invalidParameter(functions, itemIndex, 'Upload Key', 'is empty', 'Enter the key of the upload.');
	}
	const asked = values.get('partNumbers', 'Part Numbers');
	const partNumbers = readPartNumbers(functions, itemIndex, asked);
	const ofNode = values.text('Union ID', values.get('unionId', 'Union ID'));
	const unionId = chooseUnionId(functions, itemIndex, ofNode, credential.unionId);
	const options = values.collection('Options', values.get('options', 'Options'));
	const preferIntranet = values.flag('Prefer Intranet', options.preferIntranet, false);

	const api = new StorageApi(new ApiClient(transport, { pacer }));
	const items: IDataObject[] = [];
	for (let start = 0; start < partNumbers.length; start += MAX_PART_NUMBERS_PER_QUERY) {
		const batch = partNumbers.slice(start, start + MAX_PART_NUMBERS_PER_QUERY);
		const askedAtMs = Date.now();
		const query = { uploadKey, partNumbers: batch, preferIntranet };
		const infos = await api.getMultipartFileUploadInfos(unionId, query, signal);
		// DingTalk does not promise to keep the order.
		const byNumber = new Map(infos.map((info) => [info.partNumber, info]));
		items.push(...batch.map((partNumber) => toJson(byNumber.get(partNumber), askedAtMs)));
	}
	return items;
}

function toJson(info: PartUploadInfo | undefined, askedAtMs: number): IDataObject {
	if (info === undefined) {
		throw new DingTalkError('API_BAD_ANSWER', {
			operation: 'getMultipartFileUploadInfos',
			field: 'partNumber',
		});
	}
	const { partNumber, resourceUrls, headers, expirationSeconds, region, internalResourceUrls } = info;
	return {
		partNumber,
		resourceUrls: [...resourceUrls],
		headers: { ...headers },
		expirationSeconds,
		expiresAt: new Date(askedAtMs + expirationSeconds * 1000).toISOString(),
		region,
		internalResourceUrls: [...internalResourceUrls],
	};
}

const FLAWS = {
	empty: 'is empty',
	notANumber: 'holds something that is no number and no range',
	reversed: 'holds a range that runs backwards',
	outOfRange: `holds a number outside 1 to ${LIMITS.maxParts}`,
} as const;

/** Text, or what becomes the like as text: a number, a list of numbers. */
function readPartNumbers(functions: IExecuteFunctions, itemIndex: number, asked: unknown): number[] {
	try {
		return parsePartNumbers(String(asked ?? ''));
	} catch (error) {
		const flaw = error instanceof PartNumbersError ? error : new PartNumbersError('notANumber', '');
		const seen = flaw.piece === '' ? '' : ` '${flaw.piece}' is not understood.`;
		throw invalidParameter(
			functions,
			itemIndex,
			'Part Numbers',
			FLAWS[flaw.reason],
			`Enter numbers and ranges separated by commas, such as 1-45, 60.${seen}`,
		);
	}
}
