import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { apiHostOf } from '../../../lib/dingtalk';
import { readCredential } from '../credential/credential';

/**
 * The new API takes the token in this header only, the legacy API in the query only, and no other server
 * gets it: n8n's HTTP Request node can use this credential for any address, which it hands over as `uri`.
 */
export function authorize(
	data: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions & { readonly uri?: string },
): IHttpRequestOptions {
	const address = (options.baseURL ?? '') + (options.url || options.uri);
	switch (apiHostOf(readCredential(data).hosts, address)) {
		case 'api':
			return {
				...options,
				headers: { ...options.headers, 'x-acs-dingtalk-access-token': data.accessToken },
			};
		case 'legacy':
			return { ...options, qs: { ...options.qs, access_token: data.accessToken } };
		default:
			return options;
	}
}
