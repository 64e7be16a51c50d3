import { ApiClient, type ApiTransport, type CallPacer } from '../../../lib/dingtalk';

/** The DingTalk clients of one execution. They share token and pace; each counts its own calls. */
export class ApiClients {
	readonly #clients: ApiClient[] = [];

	constructor(
		private readonly transport: ApiTransport,
		/** Shared with the other executions of the app in this process. */
		private readonly pacer: CallPacer,
	) {}

	create(): ApiClient {
		const client = new ApiClient(this.transport, { pacer: this.pacer });
		this.#clients.push(client);
		return client;
	}

	/** Of all clients: what DingTalk charges to the monthly quota. */
	get quotaCalls(): number {
		return this.#clients.reduce((total, { quotaCalls }) => total + quotaCalls, 0);
	}

	get throttledCalls(): number {
		return this.#clients.reduce((total, { throttledCalls }) => total + throttledCalls, 0);
	}
}
