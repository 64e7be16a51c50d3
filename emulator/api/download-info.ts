import { apiError } from '../errors';
import { objectField, type JsonObject } from '../http/json';
import type { World } from '../world';
import type { AuthorizedCall } from './route';
import { PROTOCOL, signedInfo, signingDate } from './signed-info';

/** `POST …/dentries/{dentryId}/downloadInfos/query`: a signed address of the bytes of a file. */
export function downloadInfo(call: AuthorizedCall, world: World): JsonObject {
	if (world.switches.orgAuthLevel === 'unverified') throw apiError('orgAuthLevelNotEnough');
	const { spaceId = '', dentryId = '' } = call.params;
	world.spaces.requireReadable(spaceId, call.unionId);
	const { object, version } = world.dentries.require(spaceId, dentryId);
	if (!object) throw apiError('operationNotSupported');
	const wanted = objectField(call.body, 'option').version ?? version;
	if (wanted !== version) throw apiError('paramError');
	const date = signingDate(call, world);
	return { protocol: PROTOCOL, headerSignatureInfo: signedInfo({ method: 'GET', ...object, date }, world) };
}
