import type { ApiRequest, ApiResponse, ApiTransport } from './api-transport';
import { readRefusal } from './read-refusal';

/**
 * Renews the access token when DingTalk refuses it, which it does with status 400 and a code.
 * However many calls meet the refusal, one of them renews the token and the others wait for it, or
 * renew it themselves where that one failed; every call is repeated at most once, and a second
 * refusal is handed on.
 */
export function withTokenRenewal(transport: ApiTransport): ApiTransport {
	let renewals = 0;
	let renewal: Promise<ApiResponse> | undefined;

	return {
		async request(request: ApiRequest): Promise<ApiResponse> {
			const renewalsBefore = renewals;
			const response = await transport.request(request);
			if (readRefusal(response)?.code !== 'INVALID_TOKEN') return response;

			while (renewal !== undefined) await renewal.catch(() => undefined);
			if (renewals > renewalsBefore) return await transport.request(request);
			renewal = transport
				.request({ ...request, renewToken: true })
				.then((renewed) => {
					renewals += 1;
					return renewed;
				})
				.finally(() => (renewal = undefined));
			return await renewal;
		},

		async ready() {
			while (renewal !== undefined) await renewal.catch(() => undefined);
		},
	};
}
