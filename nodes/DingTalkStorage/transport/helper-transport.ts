import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	CALL_TIMEOUT_MS,
	readNetworkError,
	requestUrl,
	type ApiHosts,
	type ApiRequest,
	type ApiTransport,
} from '../../../lib/dingtalk';

/** One of n8n's request helpers, asked for the full answer whatever its status. */
export type Send = (options: IHttpRequestOptions, request: ApiRequest) => Promise<HelperAnswer>;

export interface HelperAnswer {
	readonly statusCode: number;
	readonly body: unknown;
	/** By their names in lower case. */
	readonly headers?: Readonly<Record<string, unknown>>;
}

/** An `ApiTransport` over one of n8n's request helpers, so that its proxy, CA and egress settings apply. */
export function createHelperTransport(hosts: ApiHosts, send: Send): ApiTransport {
	return {
		async request(request) {
			const url = requestUrl(hosts, request);
			const options: IHttpRequestOptions = {
				method: request.method,
				url,
				json: true,
				returnFullResponse: true,
				// DingTalk's meaning is in the body, and n8n would replace it with a general sentence.
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: CALL_TIMEOUT_MS,
				abortSignal: request.signal,
				...(request.body !== undefined && { body: request.body }),
			};
			try {
				const answer = await send(options, request);
				const date = answer.headers?.date;
				return {
					status: answer.statusCode,
					body: answer.body,
					date: typeof date === 'string' ? date : undefined,
				};
			} catch (error) {
				throw readNetworkError(error, url);
			}
		},
	};
}
