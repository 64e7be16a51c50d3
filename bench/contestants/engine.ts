import { basename } from 'node:path';
import { ApiClient, createUploadSession, StorageApi, withTokenRenewal } from '../../lib/dingtalk';
import { AccessTokenSource } from '../../lib/dingtalk/access-token';
import { createUndiciTransport } from '../../lib/dingtalk/undici-transport';
import { createStorageClient, fileSource, uploadFile } from '../../lib/upload';
import type { Contestant, Endpoints, Uploader } from './contestant';

async function start({ apiUrl }: Endpoints, verifyParts: boolean): Promise<Uploader> {
	const hosts = { api: apiUrl, legacy: apiUrl };
	const anonymous = createUndiciTransport(hosts);
	const app = { appType: 'internal', clientId: 'demo-client', clientSecret: 'demo-secret' } as const;
	const transport = createUndiciTransport(hosts, new AccessTokenSource(app, anonymous));
	const api = new StorageApi(new ApiClient(withTokenRenewal(transport)));
	const storage = createStorageClient({ maxConnections: 64, allowHttp: true });
	return {
		async upload(path, sizeBytes) {
			const session = createUploadSession(api, {
				spaceId: '9303849501',
				parentId: '0',
				unionId: 'Dem0Un1onIdiEiE',
				fileName: basename(path),
				conflictStrategy: 'OVERWRITE',
				preferIntranet: false,
			});
			await uploadFile(fileSource(path, sizeBytes), session, { storage, verifyParts });
		},
		async close() {
			await Promise.all([storage.close(), transport.close(), anonymous.close()]);
		},
	};
}

export const engine: Contestant = { start: (endpoints) => start(endpoints, true) };
export const engineUnverified: Contestant = { start: (endpoints) => start(endpoints, false) };
