import { DEMO } from '../../emulator';
import {
	ApiClient,
	createUploadSession,
	sharedPacer,
	StorageApi,
	withTokenRenewal,
} from '../../lib/dingtalk';
import { AccessTokenSource } from '../../lib/dingtalk/access-token';
import { createUndiciTransport } from '../../lib/dingtalk/undici-transport';

export interface DingTalkConnection {
	sessionFor(fileName: string): ReturnType<typeof createUploadSession>;
	close(): Promise<void>;
}

/** Logged in as the emulator's demo app, to upload into its company space. */
export function connectToDingTalk(apiUrl: string): DingTalkConnection {
	const hosts = { api: apiUrl, legacy: apiUrl };
	const anonymous = createUndiciTransport(hosts);
	const { clientId, clientSecret, spaceId, unionId } = DEMO;
	const app = { appType: 'internal', clientId, clientSecret } as const;
	const transport = createUndiciTransport(hosts, new AccessTokenSource(app, anonymous));
	const pacer = sharedPacer(apiUrl, clientId);
	const api = new StorageApi(new ApiClient(withTokenRenewal(transport), { pacer }));
	return {
		sessionFor: (fileName) =>
			createUploadSession(api, {
				spaceId,
				unionId,
				parentId: '0',
				fileName,
				conflictStrategy: 'OVERWRITE',
				preferIntranet: false,
			}),
		async close() {
			await Promise.all([transport.close(), anonymous.close()]);
		},
	};
}
