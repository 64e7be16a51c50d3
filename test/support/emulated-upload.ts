import { DEMO, type Emulator } from '../../emulator';
import {
	ApiClient,
	createUploadSession,
	StorageApi,
	withTokenRenewal,
	type Dentry,
	type UploadTarget,
} from '../../lib/dingtalk';
import { AccessTokenSource } from '../../lib/dingtalk/access-token';
import { createUndiciTransport } from '../../lib/dingtalk/undici-transport';
import {
	createStorageClient,
	uploadFile,
	type ByteSource,
	type UploadOptions,
	type UploadResult,
} from '../../lib/upload';

type Overrides = Partial<UploadTarget> & Partial<UploadOptions>;

/** Engine and client, connected to an emulator as the node connects them, without n8n. */
export interface UploadLab {
	upload(source: ByteSource, overrides?: Overrides): Promise<UploadResult<Dentry>>;
	/** Waits that were asked for and not made. */
	readonly sleptMs: number[];
	close(): Promise<void>;
}

export function createUploadLab(emulator: Emulator): UploadLab {
	const hosts = { api: emulator.apiUrl, legacy: emulator.legacyApiUrl };
	const { clientId, clientSecret } = DEMO;
	const anonymous = createUndiciTransport(hosts);
	const tokens = new AccessTokenSource({ appType: 'internal', clientId, clientSecret }, anonymous);
	const transport = createUndiciTransport(hosts, tokens);
	const sleptMs: number[] = [];
	const sleep = async (ms: number, signal: AbortSignal) => {
		signal.throwIfAborted();
		sleptMs.push(ms);
	};
	const client = new ApiClient(withTokenRenewal(transport), { clock: { random: Math.random, sleep } });
	const storage = createStorageClient({ maxConnections: 8, allowHttp: true });
	return {
		sleptMs,
		upload(source, overrides = {}) {
			const session = createUploadSession(new StorageApi(client), {
				spaceId: DEMO.spaceId,
				parentId: '0',
				unionId: DEMO.unionId,
				fileName: 'file.bin',
				conflictStrategy: 'AUTO_RENAME',
				preferIntranet: false,
				...overrides,
			});
			return uploadFile(source, session, { storage, clock: { sleep }, ...overrides });
		},
		async close() {
			await Promise.all([storage.close(), transport.close(), anonymous.close()]);
		},
	};
}
