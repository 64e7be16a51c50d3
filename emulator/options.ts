import type { RecordedCall } from './http/call-log';
import type { Switches } from './switches';

/** An application of the developer platform, with the permissions it holds. */
export interface EmulatedApp {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Third-party apps take their token from `corpAccessToken`, with a suite ticket. Default `internal`. */
	readonly kind?: 'internal' | 'thirdParty';
	readonly scopes: readonly string[];
	/** Third-party apps only: the ticket DingTalk pushes to them. */
	readonly suiteTicket?: string;
}

/** A member of the organisation. */
export interface EmulatedUser {
	readonly userId: string;
	readonly unionId: string;
	readonly name: string;
	readonly mobile?: string;
}

/** A folder of the seed, with its subfolders. */
export interface EmulatedFolder {
	readonly id: string;
	readonly name: string;
	readonly folders?: readonly EmulatedFolder[];
}

/** A storage space of the seed. */
export interface EmulatedSpace {
	readonly id: string;
	readonly name: string;
	readonly type?: 'org' | 'personal';
	/** Bytes the space may hold; -1 is DingTalk's own word for "no limit" and the default. */
	readonly quotaBytes?: number;
	/** Union ids of those who may write. Default: everyone. */
	readonly writers?: readonly string[];
	/** Union ids of those who may read without writing. */
	readonly readers?: readonly string[];
	readonly folders?: readonly EmulatedFolder[];
}

/** Where part bytes go: memory, digests only (files of any size), or a folder on disk. */
export type StoreOption = 'memory' | 'hash' | { readonly folder: string };

/** Everything that can be set when the emulator starts; all of it has a default. */
export interface EmulatorOptions {
	/** Port of the API listener; 0 lets the system choose. */
	readonly port?: number;
	/** Port of the object storage listener; 0 lets the system choose. */
	readonly storagePort?: number;
	readonly corpId?: string;
	readonly apps?: readonly EmulatedApp[];
	readonly users?: readonly EmulatedUser[];
	readonly spaces?: readonly EmulatedSpace[];
	/** The space that approval attachments go to; nobody may write there until it was asked for. */
	readonly approvalSpaceId?: string;
	readonly store?: StoreOption;
	/** The clock of tokens, signatures and limits, in milliseconds since 1970. */
	readonly now?: () => number;
	readonly signatureLifetimeSeconds?: number;
	readonly tokenLifetimeSeconds?: number;
	/** Calls per second, app and API; `Infinity` switches the limit off. */
	readonly qpsLimit?: number;
	/** Calls of the organisation per month; token and contact calls do not count. */
	readonly monthlyQuota?: number;
	/** Added to every answer, as a round trip would. */
	readonly latencyMs?: number;
	/** Upload speed of one connection to the object storage. */
	readonly bytesPerSecondPerConnection?: number;
	/** Upload speed of all connections to the object storage together. */
	readonly bytesPerSecondTotal?: number;
	/** Told of every call that is over, answered or not. */
	readonly onCall?: (call: RecordedCall) => void;
	/** Choices where DingTalk's real behaviour is unknown or varies. */
	readonly switches?: Partial<Switches>;
}

/** Lifetime that DingTalk documents for an app's access token (`expireIn`). */
export const DEFAULT_TOKEN_LIFETIME_SECONDS = 7200;

/** OSS refuses signatures more than 15 minutes old; DingTalk documents the same as `expirationSeconds`. */
export const DEFAULT_SIGNATURE_LIFETIME_SECONDS = 900;

/** DingTalk's standard edition: 20 calls per second, app and API. */
export const DEFAULT_QPS_LIMIT = 20;
