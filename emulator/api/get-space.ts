import type { JsonObject } from '../http/json';
import type { World } from '../world';
import type { AuthorizedCall } from './route';

/** `GET /v1.0/storage/spaces/{spaceId}`: name and capacity of a space. */
export function getSpace({ params, unionId }: AuthorizedCall, world: World): JsonObject {
	const space = world.spaces.requireReadable(params.spaceId ?? '', unionId);
	return {
		space: {
			id: space.id,
			corpId: world.corpId,
			name: space.name,
			ownerType: 'USER',
			status: 'NORMAL',
			quota: space.quotaBytes,
			usedQuota: space.usedBytes,
		},
	};
}
