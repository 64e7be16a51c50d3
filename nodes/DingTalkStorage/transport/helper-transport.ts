import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	CALL_TIMEOUT_MS,
	DingTalkError,
	readNetworkError,
	requestUrl,
	type ApiHosts,
	type ApiRequest,
	type ApiTransport,
} from '../../../lib/dingtalk';
import { causeChain } from '../../../lib/upload';

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
				throw readFailure(error, url);
			}
		},
	};
}

/** n8n's protection against requests to internal addresses (SSRF) refuses before it connects. */
function readFailure(error: unknown, url: string): DingTalkError {
	const isRefused = causeChain(error).some(
		(cause) => cause instanceof Error && /^Ssrf/.test(cause.constructor.name),
	);
	return isRefused
		? new DingTalkError('HOST_BLOCKED', { host: new URL(url).host })
		: readNetworkError(error, url);
}
