import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { withTokenRenewal, type ApiTransport } from '../../../lib/dingtalk';
import {
	CREDENTIAL_NAME,
	readCredential,
	tokenOwner,
	type DingTalkCredential,
} from '../credential/credential';
import { createHelperTransport, type HelperAnswer } from './helper-transport';

/** What DingTalk answers to a call with a token it does not know. */
const TOKEN_REFUSED: HelperAnswer = { statusCode: 400, body: { code: 'InvalidAuthentication' } };

/**
 * An `ApiTransport` over n8n's authenticated helper. n8n itself would renew the token on status 401
 * only; it also logs in, and stores the new token for all executions, whenever it is handed a
 * credential without one. That is what a renewal does here (docs/decisions/0003-access-token.md).
 * A call that finds no token is refused on the spot, so that one call logs in and the others wait.
 */
export function createN8nTransport(
	functions: IExecuteFunctions | ILoadOptionsFunctions,
	credential: DingTalkCredential,
): ApiTransport {
	const transport = createHelperTransport(credential.hosts, async (options, request) => {
		const data = { ...(await functions.getCredentials(CREDENTIAL_NAME)) };
		const isOthers = data.issuedTo && data.issuedTo !== tokenOwner(readCredential(data));
		if (request.renewToken) data.accessToken = '';
		else if (!data.accessToken || isOthers) return TOKEN_REFUSED;
		return await functions.helpers.httpRequestWithAuthentication.call(functions, CREDENTIAL_NAME, options, {
			credentialsDecrypted: { id: '', name: '', type: CREDENTIAL_NAME, data },
		});
	});
	return withTokenRenewal(transport);
}
