import { apiError } from '../errors';
import type { JsonObject } from '../http/json';
import type { World } from '../world';
import { isoDate } from './dates';
import { pageOf } from './paging';
import type { AuthorizedCall } from './route';

/** The documented sample asks for 50; more is refused. */
const MAX_PAGE_SIZE = 50;

/** `GET /v1.0/drive/spaces`: the spaces of the organisation that the operator can see. */
export function listDriveSpaces({ query, unionId }: AuthorizedCall, world: World): JsonObject {
	if (query.get('spaceType') !== 'org') throw apiError('param.error');
	const pageSize = Number(query.get('maxResults'));
	if (!Number.isInteger(pageSize) || pageSize < 1) throw apiError('param.error');
	if (pageSize > MAX_PAGE_SIZE) throw apiError('param.error.maxresults');

	const visible = world.spaces.visibleTo(unionId, 'org');
	const { items, nextToken } = pageOf(visible, query.get('nextToken'), pageSize);
	const spaces = items.map((space) => ({
		spaceId: space.id,
		spaceName: space.name,
		spaceType: space.type,
		quota: space.quotaBytes,
		usedQuota: space.usedBytes,
		permissionMode: 'acl',
		createTime: isoDate(space.createdAtMs),
		modifyTime: isoDate(space.modifiedAtMs),
	}));
	return { spaces, nextToken };
}
