import type { ApiCall } from '../api/route';
import { jsonReply, type Reply } from '../http/reply';
import type { World } from '../world';
import { legacyError } from './legacy-replies';

/** `GET /gettoken`: the legacy way to a token; the same token that the new-style call hands out. */
export function getToken({ query }: ApiCall, { tokens }: World): Reply {
	const appKey = query.get('appkey');
	const appSecret = query.get('appsecret');
	if (!appKey || !appSecret) return legacyError(40035, '缺少参数 corpid or appkey');
	const app = tokens.findApp(appKey);
	if (!app || app.clientSecret !== appSecret) return legacyError(40096, '不合法的appKey或appSecret');
	return jsonReply(200, {
		errcode: 0,
		errmsg: 'ok',
		access_token: tokens.renewOrIssue(app).value,
		expires_in: tokens.lifetimeSeconds,
	});
}
