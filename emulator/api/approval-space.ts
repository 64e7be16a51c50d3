import { apiError } from '../errors';
import { textField, type JsonObject } from '../http/json';
import type { World } from '../world';
import type { AuthorizedCall } from './route';

/** Temporary permissions last at most an hour (DingTalk docs: "Add permissions"). */
const GRANT_MS = 3600 * 1000;

/**
 * `POST /v1.0/workflow/processInstances/spaces/infos/query`: the space of approval attachments. Asking for it lets
 * the user upload there. The id is a JSON number here, unlike everywhere else.
 */
export function approvalSpace({ body }: AuthorizedCall, world: World): JsonObject {
	const userId = textField(body, 'userId');
	const user = world.users.find((known) => known.userId === userId);
	if (!user) throw apiError('userNotExist');
	world.spaces.grantWrite(world.approvalSpaceId, user.unionId, GRANT_MS);
	return { result: { spaceId: Number(world.approvalSpaceId) }, success: true };
}
