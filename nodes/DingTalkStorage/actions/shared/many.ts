import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { DingTalkError, type Page } from '../../../../lib/dingtalk';
import type { ParameterValues } from '../../parameters/parameter-values';

const RETURN_ALL_LABEL = 'Return All';
const LIMIT_LABEL = 'Limit';

const limitProperty = {
	displayName: LIMIT_LABEL,
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
} satisfies INodeProperties;

export const manyProperties: readonly INodeProperties[] = [
	{
		displayName: RETURN_ALL_LABEL,
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	limitProperty,
];

/** Every page is a call; this many of 50 entries are more than DingTalk's free edition has calls in a month. */
const MAX_PAGES = 10_000;

export function readLimit(values: ParameterValues): number {
	if (values.flag(RETURN_ALL_LABEL, values.get('returnAll', RETURN_ALL_LABEL), false)) return Infinity;
	const range = { min: 1, max: Number.MAX_SAFE_INTEGER, isWhole: true };
	return values.number(LIMIT_LABEL, values.get('limit', LIMIT_LABEL), range) ?? limitProperty.default;
}

/**
 * Reads pages until there are enough entries, and no more pages than that takes.
 * @throws DingTalkError `API_BAD_ANSWER` where there is always another page
 */
export async function collectPages<T>(
	limit: number,
	fetchPage: (nextToken: string | undefined) => Promise<Page<T>>,
	toJson: (entry: T) => IDataObject | undefined,
): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	let nextToken: string | undefined;
	for (let pages = 0; pages < MAX_PAGES; pages++) {
		const page = await fetchPage(nextToken);
		for (const json of page.entries.map(toJson)) if (json) items.push(json);
		nextToken = page.nextToken;
		if (items.length >= limit || nextToken === undefined) return items.slice(0, limit);
	}
	throw new DingTalkError('API_BAD_ANSWER', { field: 'nextToken' });
}
