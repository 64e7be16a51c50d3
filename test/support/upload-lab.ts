import type { Emulator } from '../../emulator';
import { createUploadSession, withSingleRequest, type Dentry, type UploadTarget } from '../../lib/dingtalk';
import {
	createStorageClient,
	uploadFile,
	type ByteSource,
	type UploadOptions,
	type UploadResult,
} from '../../lib/upload';
import { createApiLab, type ApiLabOptions } from './api-lab';
import { DEMO_TARGET } from './demo-target';

interface Overrides extends Partial<UploadTarget>, Partial<UploadOptions> {
	/** Files up to this size go by one request; none, if not said. */
	readonly singleRequestBytes?: number;
}

/** Engine and client, connected to an emulator as the node connects them, without n8n. */
export interface UploadLab {
	upload(source: ByteSource, overrides?: Overrides): Promise<UploadResult<Dentry>>;
	/** Waits that were asked for and not made. */
	readonly sleptMs: number[];
	close(): Promise<void>;
}

export function createUploadLab(emulator: Emulator, options: ApiLabOptions = {}): UploadLab {
	const { api, sleptMs, close } = createApiLab(emulator, options);
	const storage = createStorageClient({ maxConnections: 8, allowHttp: true });
	const sleep = async (ms: number, signal: AbortSignal) => {
		signal.throwIfAborted();
		sleptMs.push(ms);
	};
	return {
		sleptMs,
		upload(source, { singleRequestBytes, ...overrides } = {}) {
			const target: UploadTarget = { ...DEMO_TARGET, ...overrides };
			const session = createUploadSession(api, target, { clock: { sleep } });
			const chosen =
				singleRequestBytes === undefined
					? session
					: withSingleRequest(session, api, target, singleRequestBytes);
			return uploadFile(source, chosen, { storage, clock: { sleep }, ...overrides });
		},
		async close() {
			await Promise.all([storage.close(), close()]);
		},
	};
}
