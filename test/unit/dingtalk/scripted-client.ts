import { ApiClient } from '../../../lib/dingtalk';
import { fakeTransport, ok, refused, type FakeTransport } from './fake-transport';

/** A client behind a transport that answers from a list; waits take no time. */
export interface ScriptedClient {
	readonly client: ApiClient;
	readonly requests: FakeTransport['requests'];
}

export function scriptedClient(...answers: Parameters<typeof fakeTransport>): ScriptedClient {
	const transport = fakeTransport(...answers);
	const clock = { random: () => 0, sleep: async () => {} };
	return { client: new ApiClient(transport, { clock }), requests: transport.requests };
}

/** What holds of every call that does no harm when it is carried out twice. */
export function testsOfRepeatableCall(
	operation: string,
	answer: unknown,
	call: (client: ApiClient) => Promise<unknown>,
): void {
	test('is sent again where it is unclear what became of it, which does no harm', async () => {
		const { client, requests } = scriptedClient(refused(503, 'operationTimeout'), ok(answer));
		await call(client);
		expect(requests).toHaveLength(2);
	});

	test('is named by its refusal', async () => {
		const { client } = scriptedClient(refused(403, 'permissionDenied'));
		await expect(call(client)).rejects.toMatchObject({ code: 'PERMISSION_DENIED', facts: { operation } });
	});
}
