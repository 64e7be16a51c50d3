import type { IExecuteFunctions } from 'n8n-workflow';
import {
	ApprovalSpace,
	ContactApi,
	DentryApi,
	FoldersByPath,
	Operators,
	sharedPacer,
	StorageApi,
} from '../../../lib/dingtalk';
import { Permits, shareStorageClient, type StorageClient } from '../../../lib/upload';
import { CREDENTIAL_NAME, readCredential, type DingTalkCredential } from '../credential/credential';
import { ItemMemory } from '../resume/item-memory';
import { createN8nTransport } from '../transport/n8n-transport';
import { ApiClients } from './api-clients';
import { UnusualEvents } from './unusual-events';

/** The range of the option, and what all uploads of the process have together. */
export const MAX_CONCURRENT_PARTS = 64;

/**
 * Files go up side by side as long as together they are no larger than this, which is what the four
 * parts of 16 MiB of one large file hold on the line. A larger one fills the line by itself.
 */
const MAX_BYTES_SIDE_BY_SIDE = 64 * 1024 * 1024;

/** What all items of one execution share: one credential, one token renewal, one memory of earlier tries. */
export interface Execution {
	readonly functions: IExecuteFunctions;
	readonly credential: DingTalkCredential;
	/** Calls of an item that are to be counted apart go through a client of their own. */
	readonly clients: ApiClients;
	readonly storageApi: StorageApi;
	readonly dentries: DentryApi;
	readonly operators: Operators;
	readonly approvalSpace: ApprovalSpace;
	readonly folders: FoldersByPath;
	readonly storage: StorageClient;
	/** Held while a file goes up, one for each of its bytes. */
	readonly bytePermits: Permits;
	/** What an earlier try of this execution has done already. */
	readonly memory: ItemMemory;
	/** What the user is told of at the end. */
	readonly unusual: UnusualEvents;
	/** Fires when the user stops the execution, its time is over, or an item has failed that ends it. */
	readonly signal: AbortSignal;
}

/** @throws DingTalkError `INVALID_HOST` */
export async function openExecution(functions: IExecuteFunctions, signal: AbortSignal): Promise<Execution> {
	const credential = readCredential(await functions.getCredentials(CREDENTIAL_NAME));
	const clients = new ApiClients(
		createN8nTransport(functions, credential),
		sharedPacer(credential.hosts.api, credential.app.clientId),
	);
	const shared = clients.create();
	const contacts = new ContactApi(shared);
	const storageApi = new StorageApi(shared);
	const dentries = new DentryApi(shared);
	return {
		functions,
		credential,
		clients,
		storageApi,
		dentries,
		operators: new Operators(contacts),
		approvalSpace: new ApprovalSpace(contacts),
		folders: new FoldersByPath(storageApi, dentries),
		storage: openStorage(functions, credential),
		bytePermits: new Permits(MAX_BYTES_SIDE_BY_SIDE),
		memory: new ItemMemory(functions),
		unusual: new UnusualEvents(),
		signal,
	};
}

/** Connections, and their limit, are those of the process: what n8n lets through is the same for all executions. */
function openStorage(functions: IExecuteFunctions, { isCustomHost }: DingTalkCredential): StorageClient {
	// Absent in n8n before 2.28.
	const egressFilter = functions.helpers.getSecureEgressFilter?.();
	return shareStorageClient(isCustomHost ? 'any host' : 'DingTalk', {
		maxConnections: MAX_CONCURRENT_PARTS,
		allowHttp: isCustomHost,
		egress: egressFilter && {
			validateUrl: async (url) => await egressFilter.validateUrl(url),
			lookup: egressFilter.createSecureLookup(),
		},
	});
}
