import type { ApiTransport } from './api-transport';
import { login, type AppIdentity } from './login';

/** DingTalk advises to renew ten minutes before the two hours are over (DingTalk docs: access token of an app). */
const RENEW_EARLY_MS = 600_000;

interface HeldToken {
	readonly accessToken: string;
	readonly renewAtMs: number;
}

/** Keeps the access token of one app: gets it when it is needed, and only once for all who wait for it. */
export class AccessTokenSource {
	#held: HeldToken | undefined;
	#login: Promise<HeldToken> | undefined;

	/** @param transport sends without a token */
	constructor(
		private readonly app: AppIdentity,
		private readonly transport: ApiTransport,
		private readonly now: () => number = Date.now,
	) {}

	/** @throws DingTalkError such as `WRONG_CREDENTIALS` */
	async get(signal: AbortSignal): Promise<string> {
		if (this.#held && this.now() < this.#held.renewAtMs) return this.#held.accessToken;
		this.#login ??= this.#logIn(signal).finally(() => {
			this.#login = undefined;
		});
		this.#held = await this.#login;
		return this.#held.accessToken;
	}

	/** Forgets a token that DingTalk refused. Another one, got in the meantime, is kept. */
	invalidate(accessToken: string): void {
		if (this.#held?.accessToken === accessToken) this.#held = undefined;
	}

	async #logIn(signal: AbortSignal): Promise<HeldToken> {
		const askedAtMs = this.now();
		const { accessToken, expiresInSeconds } = await login(this.app, this.transport, signal);
		const lifetimeMs = expiresInSeconds * 1000;
		return { accessToken, renewAtMs: askedAtMs + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 2) };
	}
}
