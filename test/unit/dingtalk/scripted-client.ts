import { ApiClient } from '../../../lib/dingtalk';
import { fakeTransport, type FakeTransport } from './fake-transport';

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
