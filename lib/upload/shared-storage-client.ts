import { createStorageClient, type StorageClient, type StorageClientOptions } from './storage-client';

interface Shared {
	readonly client: StorageClient;
	users: number;
}

const shared = new Map<string, Shared>();

/**
 * One storage client for all uploads of this process that overlap, so that ten executions side by side do not make ten
 * times the connections. It ends its connections when the last of its users has closed it.
 *
 * @param key who has the same may share: all that the options allow has to be the same
 */
export function shareStorageClient(key: string, options: StorageClientOptions): StorageClient {
	const held = shared.get(key) ?? { client: createStorageClient(options), users: 0 };
	shared.set(key, held);
	held.users += 1;
	let isClosed = false;
	return {
		withConnection: (signal, work) => held.client.withConnection(signal, work),
		put: (request) => held.client.put(request),
		async close() {
			if (isClosed) return;
			isClosed = true;
			held.users -= 1;
			if (held.users > 0) return;
			shared.delete(key);
			await held.client.close();
		},
	};
}
