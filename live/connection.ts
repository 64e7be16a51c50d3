import { ApiClient, DentryApi, resolveHosts, StorageApi, withTokenRenewal } from '../lib/dingtalk';
import { AccessTokenSource } from '../lib/dingtalk/access-token';
import { createUndiciTransport } from '../lib/dingtalk/undici-transport';
import { createStorageClient, type StorageClient } from '../lib/upload';
import type { CallBudget } from './call-budget';
import type { Account } from './settings';
import type { Tempo } from './tempo';

/** The project's own client, logged in to an account. */
export interface Connection {
	readonly client: ApiClient;
	readonly api: StorageApi;
	readonly dentries: DentryApi;
	readonly storage: StorageClient;
	readonly sleep: Tempo['sleep'];
	close(): Promise<void>;
}

/** The parts of the questions are few and small. */
const MAX_CONNECTIONS = 4;

export function connect(account: Account, budget: CallBudget, { pacer, sleep }: Tempo): Connection {
	const { clientId, clientSecret, apiBaseUrl } = account;
	const hosts = resolveHosts({ host: 'custom', apiBaseUrl });
	const anonymous = createUndiciTransport(hosts);
	const app = { appType: 'internal', clientId, clientSecret } as const;
	const transport = createUndiciTransport(hosts, new AccessTokenSource(app, anonymous));
	const client = new ApiClient(withTokenRenewal(budget.charge(transport)), {
		...(pacer && { pacer }),
		clock: { random: Math.random, sleep },
	});
	const allowHttp = new URL(apiBaseUrl).protocol === 'http:';
	const storage = createStorageClient({ maxConnections: MAX_CONNECTIONS, allowHttp });
	return {
		client,
		api: new StorageApi(client),
		dentries: new DentryApi(client),
		storage,
		sleep,
		async close() {
			await Promise.all([storage.close(), transport.close(), anonymous.close()]);
		},
	};
}
