import { apiError } from '../errors';
import { textField, type JsonObject } from '../http/json';
import type { World } from '../world';
import type { ApiCall } from './route';

/** `POST /v1.0/oauth2/{corpId}/token`: OAuth's own field names, in snake case. */
export function unifiedToken({ params, body }: ApiCall, { tokens, corpId }: World): JsonObject {
	if (params.corpId !== corpId) throw apiError('unknownError');
	if (textField(body, 'grant_type') !== 'client_credentials') throw apiError('unsupported.grant.type');
	const app = tokens.findApp(textField(body, 'client_id') ?? '');
	if (!app || app.clientSecret !== textField(body, 'client_secret')) throw apiError('invalid.client');
	return { access_token: tokens.renewOrIssue(app).value, expires_in: tokens.lifetimeSeconds };
}
