import { apiError } from '../errors';
import type { JsonObject } from '../http/json';
import type { Dentry } from '../state/dentries';
import type { World } from '../world';
import { dentryJson } from './dentry-json';
import { pageOf } from './paging';
import type { AuthorizedCall } from './route';

/** DingTalk docs, "Get the list of files or folders": at most 50 per page, which is also the default. */
const MAX_PAGE_SIZE = 50;

type Comparison = (a: Dentry, b: Dentry) => number;

const ORDERS: Readonly<Record<string, Comparison>> = {
	MODIFIED_TIME: (a, b) => a.modifiedAtMs - b.modifiedAtMs,
	CREATE_TIME: (a, b) => a.createdAtMs - b.createdAtMs,
	NAME: (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)),
	SIZE: (a, b) => (a.content?.sizeBytes ?? 0) - (b.content?.sizeBytes ?? 0),
};

/** `GET …/dentries`: the files and folders of one folder, newest first unless asked otherwise. */
export function listDentries(call: AuthorizedCall, world: World): JsonObject {
	const { params, query, unionId } = call;
	const { spaceId = '' } = params;
	world.spaces.requireReadable(spaceId, unionId);
	const parentId = query.get('parentId') ?? '';
	world.dentries.requireFolder(spaceId, parentId);
	const pageSize = Number(query.get('maxResults') ?? MAX_PAGE_SIZE);
	if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > MAX_PAGE_SIZE) throw apiError('paramError');
	const compare = ORDERS[query.get('orderBy') ?? 'MODIFIED_TIME'];
	const order = query.get('order') ?? 'DESC';
	if (!compare || (order !== 'ASC' && order !== 'DESC')) throw apiError('paramError');

	const ascending = visible(world.dentries.children(spaceId, parentId), call, world).sort(compare);
	const { items, nextToken } = pageOf(
		order === 'ASC' ? ascending : ascending.reverse(),
		query.get('nextToken'),
		pageSize,
	);
	return { dentries: items.map((dentry) => dentryJson(dentry, world)), nextToken };
}

function visible(dentries: readonly Dentry[], { record }: AuthorizedCall, world: World): Dentry[] {
	const fault = world.faults.take(record, 'omit-newest');
	if (!fault) return [...dentries];
	record.faults.push(fault.kind);
	const files = dentries.filter(({ type }) => type === 'FILE');
	const newestMs = Math.max(...files.map(({ modifiedAtMs }) => modifiedAtMs));
	const newest = files.findLast(({ modifiedAtMs }) => modifiedAtMs === newestMs);
	return dentries.filter((dentry) => dentry !== newest);
}
