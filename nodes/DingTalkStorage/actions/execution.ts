import type { IExecuteFunctions } from 'n8n-workflow';
import type { ApiTransport } from '../../../lib/dingtalk';
import { createStorageClient, type StorageClient } from '../../../lib/upload';
import { CREDENTIAL_NAME, readCredential, type DingTalkCredential } from '../helpers/credential';
import { createN8nTransport } from '../transport/n8n-transport';

/** The range of the option; the engine keeps each upload to its own number. */
export const MAX_CONCURRENT_PARTS = 64;

/** What all items of one execution share: one credential, one token renewal, one pool of connections. */
export interface Execution {
	readonly functions: IExecuteFunctions;
	readonly credential: DingTalkCredential;
	readonly transport: ApiTransport;
	readonly storage: StorageClient;
	/** Fires when the user stops the execution or its time is over. */
	readonly signal: AbortSignal;
}

/** @throws DingTalkError `INVALID_HOST` */
export async function openExecution(functions: IExecuteFunctions, signal: AbortSignal): Promise<Execution> {
	const credential = readCredential(await functions.getCredentials(CREDENTIAL_NAME));
	// Absent in n8n before 2.28.
	const egressFilter = functions.helpers.getSecureEgressFilter?.();
	return {
		functions,
		credential,
		transport: createN8nTransport(functions, credential),
		storage: createStorageClient({
			maxConnections: MAX_CONCURRENT_PARTS,
			allowHttp: credential.isCustomHost,
			egress: egressFilter && {
				validateUrl: async (url) => await egressFilter.validateUrl(url),
				lookup: egressFilter.createSecureLookup(),
			},
		}),
		signal,
	};
}
