import { Agent } from 'undici';
import type { AccessTokenSource } from './access-token';
import type { ApiRequest, ApiResponse, ApiTransport } from './api-transport';
import { requestUrl, type ApiHosts } from './hosts';
import { readNetworkError } from './network-errors';

/** The largest documented answer, 30 signed parts or 50 dentries, is some 100 KiB. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

export interface UndiciTransport extends ApiTransport {
	close(): Promise<void>;
}

/**
 * Speaks to DingTalk where there is no n8n to do it: in tests, benchmarks and scripts.
 *
 * @param tokenSource absent for the calls that need no token
 */
export function createUndiciTransport(hosts: ApiHosts, tokenSource?: AccessTokenSource): UndiciTransport {
	const agent = new Agent();
	let lastToken: string | undefined;

	async function send(request: ApiRequest, accessToken: string | undefined): Promise<ApiResponse> {
		const url = new URL(requestUrl(hosts, request));
		const headers: Record<string, string> = { accept: 'application/json' };
		if (request.body !== undefined) headers['content-type'] = 'application/json';
		if (accessToken !== undefined && request.host === 'api') {
			headers['x-acs-dingtalk-access-token'] = accessToken;
		}
		if (accessToken !== undefined && request.host === 'legacy') {
			url.searchParams.set('access_token', accessToken);
		}
		try {
			const answer = await agent.request({
				origin: url.origin,
				path: url.pathname + url.search,
				method: request.method,
				headers,
				body: request.body === undefined ? null : JSON.stringify(request.body),
				signal: request.signal,
			});
			const { date } = answer.headers;
			return {
				status: answer.statusCode,
				body: parseIfJson(await readText(answer.body)),
				date: typeof date === 'string' ? date : undefined,
			};
		} catch (error) {
			throw readNetworkError(error, url.origin);
		}
	}

	return {
		async request(request) {
			if (request.renewToken && lastToken !== undefined) tokenSource?.invalidate(lastToken);
			lastToken = await tokenSource?.get(request.signal);
			return await send(request, lastToken);
		},
		async close() {
			await agent.destroy();
		},
	};
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.length;
		if (bytes > ANSWER_MAX_BYTES) break;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function parseIfJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
