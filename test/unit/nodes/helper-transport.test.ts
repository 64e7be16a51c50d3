import type { ApiRequest } from '../../../lib/dingtalk';
import { createHelperTransport } from '../../../nodes/DingTalkStorage/transport/helper-transport';

const HOSTS = { api: 'https://api.dingtalk.com', legacy: 'https://oapi.dingtalk.com' };

const REQUEST: ApiRequest = {
	host: 'legacy',
	method: 'POST',
	path: '/topapi/v2/user/get',
	signal: new AbortController().signal,
};

test.each([
	['lies open', (refusal: Error) => refusal],
	['is wrapped', (refusal: Error) => new Error('x', { cause: refusal })],
])(
	"a refusal of n8n's protection against requests to internal addresses that %s is told as such",
	async (_, wrap) => {
		class SsrfBlockedIpError extends Error {}
		const transport = createHelperTransport(
			HOSTS,
			async () => await Promise.reject(wrap(new SsrfBlockedIpError())),
		);
		await expect(transport.request(REQUEST)).rejects.toMatchObject({
			code: 'HOST_BLOCKED',
			facts: { host: 'oapi.dingtalk.com' },
		});
	},
);

test('any other failure is read as one of the network', async () => {
	const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
	const transport = createHelperTransport(HOSTS, async () => await Promise.reject(reset));
	await expect(transport.request(REQUEST)).rejects.toMatchObject({ code: 'API_CONNECTION_LOST' });
});
