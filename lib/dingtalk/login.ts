import type { ApiRequest, ApiTransport } from './api-transport';
import { DingTalkError } from './errors';
import { readRefusal } from './read-refusal';
import { parseAccessToken, type AccessTokenAnswer } from './wire';

/** What an app proves its identity with. */
export type AppIdentity =
	| { readonly appType: 'internal'; readonly clientId: string; readonly clientSecret: string }
	| {
			readonly appType: 'thirdParty';
			readonly clientId: string;
			readonly clientSecret: string;
			/** The organization on whose behalf the app acts. */
			readonly authCorpId: string;
			readonly suiteTicket: string;
	  };

/**
 * Gets an access token (DingTalk docs: oauth2/accessToken, oauth2/corpAccessToken).
 *
 * @param transport sends without a token
 * @throws DingTalkError such as `WRONG_CREDENTIALS`
 */
export async function login(
	app: AppIdentity,
	transport: ApiTransport,
	signal: AbortSignal,
): Promise<AccessTokenAnswer> {
	const response = await transport.request({ ...loginRequest(app), signal });
	const refusal = readRefusal(response);
	if (refusal) throw refusal.with({ operation: 'login' });
	try {
		return parseAccessToken(response.body);
	} catch (error) {
		throw DingTalkError.is(error) ? error.with({ operation: 'login' }) : error;
	}
}

function loginRequest(app: AppIdentity): Omit<ApiRequest, 'signal'> {
	const { clientId, clientSecret } = app;
	return app.appType === 'internal'
		? {
				host: 'api',
				method: 'POST',
				path: '/v1.0/oauth2/accessToken',
				body: { appKey: clientId, appSecret: clientSecret },
			}
		: {
				host: 'api',
				method: 'POST',
				path: '/v1.0/oauth2/corpAccessToken',
				body: {
					suiteKey: clientId,
					suiteSecret: clientSecret,
					authCorpId: app.authCorpId,
					suiteTicket: app.suiteTicket,
				},
			};
}
