import { DEMO, type Emulator } from '../../emulator';
import {
	ApiClient,
	ContactApi,
	DentryApi,
	StorageApi,
	withTokenRenewal,
	type AppIdentity,
} from '../../lib/dingtalk';
import { AccessTokenSource } from '../../lib/dingtalk/access-token';
import type { CallPacer } from '../../lib/dingtalk/call-pacer';
import { createUndiciTransport } from '../../lib/dingtalk/undici-transport';

const INTERNAL_APP: AppIdentity = {
	appType: 'internal',
	clientId: DEMO.clientId,
	clientSecret: DEMO.clientSecret,
};

/** The DingTalk client, connected to an emulator without n8n. */
export interface ApiLab {
	readonly client: ApiClient;
	readonly api: StorageApi;
	readonly dentries: DentryApi;
	readonly contacts: ContactApi;
	/** Waits that were asked for and not made. */
	readonly sleptMs: number[];
	close(): Promise<void>;
}

export interface ApiLabOptions {
	readonly app?: AppIdentity | undefined;
	readonly callTimeoutMs?: number;
	readonly pacer?: CallPacer | undefined;
	/** Called in the place of a wait. */
	readonly onSleep?: (ms: number) => void;
}

export function createApiLab(
	emulator: Pick<Emulator, 'apiUrl' | 'legacyApiUrl'>,
	{ app = INTERNAL_APP, callTimeoutMs, pacer, onSleep }: ApiLabOptions = {},
): ApiLab {
	const hosts = { api: emulator.apiUrl, legacy: emulator.legacyApiUrl };
	const anonymous = createUndiciTransport(hosts);
	const transport = createUndiciTransport(hosts, new AccessTokenSource(app, anonymous));
	const sleptMs: number[] = [];
	const sleep = async (ms: number, signal: AbortSignal) => {
		signal.throwIfAborted();
		sleptMs.push(ms);
		onSleep?.(ms);
	};
	const client = new ApiClient(withTokenRenewal(transport), {
		clock: { random: Math.random, sleep },
		...(pacer && { pacer }),
		...(callTimeoutMs !== undefined && { callTimeoutMs }),
	});
	return {
		client,
		api: new StorageApi(client),
		dentries: new DentryApi(client),
		contacts: new ContactApi(client),
		sleptMs,
		async close() {
			await Promise.all([transport.close(), anonymous.close()]);
		},
	};
}
