import { apiError } from '../errors';
import { textField, type JsonObject } from '../http/json';
import type { World } from '../world';
import type { ApiCall } from './route';

/** `POST /v1.0/oauth2/accessToken`: the token of an internal app; the same one while it is valid. */
export function accessToken({ body }: ApiCall, { tokens }: World): JsonObject {
	const app = tokens.findApp(textField(body, 'appKey') ?? '');
	if (!app || app.kind === 'thirdParty' || app.clientSecret !== textField(body, 'appSecret')) {
		throw apiError('invalidClientIdOrSecret');
	}
	return { accessToken: tokens.renewOrIssue(app).value, expireIn: tokens.lifetimeSeconds };
}
