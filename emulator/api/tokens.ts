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

/** `POST /v1.0/oauth2/corpAccessToken`: the token of a third-party app in one organisation; a new one each time. */
export function corpAccessToken({ body }: ApiCall, { tokens, corpId }: World): JsonObject {
	const app = tokens.findApp(textField(body, 'suiteKey') ?? '');
	if (app?.kind !== 'thirdParty' || app.clientSecret !== textField(body, 'suiteSecret')) {
		throw apiError('invalidSuiteKey');
	}
	if (app.suiteTicket !== textField(body, 'suiteTicket')) throw apiError('invalidSuiteTicket');
	if (corpId !== textField(body, 'authCorpId')) throw apiError('invalidAuthInfo');
	return { accessToken: tokens.issue(app).value, expireIn: tokens.lifetimeSeconds };
}

/** `POST /v1.0/oauth2/{corpId}/token`: OAuth's own field names, in snake case. */
export function unifiedToken({ params, body }: ApiCall, { tokens, corpId }: World): JsonObject {
	if (params.corpId !== corpId) throw apiError('unknownError');
	if (textField(body, 'grant_type') !== 'client_credentials') throw apiError('unsupported.grant.type');
	const app = tokens.findApp(textField(body, 'client_id') ?? '');
	if (!app || app.clientSecret !== textField(body, 'client_secret')) throw apiError('invalid.client');
	return { access_token: tokens.renewOrIssue(app).value, expires_in: tokens.lifetimeSeconds };
}
