import { apiError } from '../errors';
import { textField, type JsonObject } from '../http/json';
import type { World } from '../world';
import type { ApiCall } from './route';

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
