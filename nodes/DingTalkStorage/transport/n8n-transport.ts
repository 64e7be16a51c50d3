import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { withTokenRenewal, type ApiTransport } from '../../../lib/dingtalk';
import { CREDENTIAL_NAME, readCredential, tokenOwner, type DingTalkCredential } from '../helpers/credential';
import { createHelperTransport } from './helper-transport';

/**
 * An `ApiTransport` over n8n's authenticated helper. n8n itself would renew the token on status 401
 * only; it also logs in, and stores the new token for all executions, whenever it is handed a
 * credential without one. That is what a renewal does here (docs/decisions/0003-access-token.md).
 */
export function createN8nTransport(
	functions: IExecuteFunctions | ILoadOptionsFunctions,
	credential: DingTalkCredential,
): ApiTransport {
	const transport = createHelperTransport(credential.hosts, async (options, request) => {
		const data = { ...(await functions.getCredentials(CREDENTIAL_NAME)) };
		const isOthers = data.issuedTo && data.issuedTo !== tokenOwner(readCredential(data));
		if (request.renewToken || isOthers) data.accessToken = '';
		return await functions.helpers.httpRequestWithAuthentication.call(functions, CREDENTIAL_NAME, options, {
			credentialsDecrypted: { id: '', name: '', type: CREDENTIAL_NAME, data },
		});
	});
	return withTokenRenewal(transport);
}
