import type { ApiTransport } from '../lib/dingtalk';

/** The calls that DingTalk charges to the month's quota: those of its API, without the login. */
export class CallBudget {
	made = 0;

	constructor(private limit: number) {}

	extend(calls: number): void {
		this.limit += calls;
	}

	/** Counts every request, and sends none above the limit: what was announced is never exceeded. */
	charge(transport: ApiTransport): ApiTransport {
		return {
			request: async (request) => {
				if (this.made >= this.limit) throw new Error(`The limit of ${this.limit} API calls is reached`);
				this.made += 1;
				return await transport.request(request);
			},
		};
	}
}
