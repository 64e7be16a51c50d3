import { scopesOf } from '../api/gateway';
import type { ApiCall } from '../api/route';
import { parseJsonObject, textField } from '../http/json';
import { jsonReply, type Reply } from '../http/reply';
import type { World } from '../world';
import { legacyError, legacyGatewayError, legacyRequestId } from './legacy-errors';

const SCOPE = 'qyapi_get_member';

/** `POST /topapi/v2/user/get`: a member by user id. The token comes as a parameter, never in a header. */
export function getUser({ query, text }: ApiCall, world: World): Reply {
	const form = new URLSearchParams(parseJsonObject(text) ? '' : text);
	const value = query.get('access_token') ?? form.get('access_token');
	if (!value) return legacyGatewayError('40000', 'access_token is blank');
	const token = world.tokens.findValid(value);
	if (!token) return legacyGatewayError('40014', '不合法的access_token');
	if (!scopesOf(token, world).has(SCOPE)) {
		return legacyGatewayError('60011', `应用尚未开通所需的权限, {requiredScopes=[${SCOPE}]}`);
	}

	const userId = textField(parseJsonObject(text) ?? {}, 'userid') ?? form.get('userid') ?? '';
	if (userId.trim() === '') return legacyError(33012, '无效的USERID');
	const user = world.users.find((known) => known.userId === userId);
	if (!user) return legacyError(60121, '找不到该用户');
	return jsonReply(200, {
		errcode: 0,
		errmsg: 'ok',
		result: { userid: user.userId, unionid: user.unionId, name: user.name, dept_id_list: [1] },
		request_id: legacyRequestId(),
	});
}
