import type { JsonObject } from '../http/json';
import type { World } from '../world';
import { dentryJson } from './dentry-json';
import type { AuthorizedCall } from './route';

/** `POST …/dentries/{dentryId}/query`: one file or folder. */
export function getDentry({ params, unionId }: AuthorizedCall, world: World): JsonObject {
	const { spaceId = '', dentryId = '' } = params;
	world.spaces.requireReadable(spaceId, unionId);
	return { dentry: dentryJson(world.dentries.require(spaceId, dentryId), world) };
}
