import type { ApiRequest, ApiTransport } from '../../../lib/dingtalk';
import type { ApiResponse } from '../../../lib/dingtalk/api-transport';

type Answer = ApiResponse | Error | ((request: ApiRequest) => Promise<ApiResponse>);

/** A transport that answers from a list and remembers what it was asked. */
export interface FakeTransport extends ApiTransport {
	readonly requests: ApiRequest[];
}

export function fakeTransport(...answers: Answer[]): FakeTransport {
	const requests: ApiRequest[] = [];
	return {
		requests,
		async request(request) {
			const answer = answers[requests.length];
			requests.push(request);
			if (answer === undefined) throw new Error('The test expected no further request');
			if (answer instanceof Error) throw answer;
			return typeof answer === 'function' ? await answer(request) : answer;
		},
	};
}

export const ok = (body: unknown): ApiResponse => ({ status: 200, body });

export const refused = (status: number, code: string): ApiResponse => ({ status, body: { code } });

export const INVALID_TOKEN = refused(400, 'InvalidAuthentication');

/** Answers only when its signal fires, as a server that has gone silent. */
export const silent = (request: ApiRequest): Promise<ApiResponse> =>
	new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
