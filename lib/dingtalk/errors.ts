import { MEANINGS, type DingTalkErrorCode } from './error-catalogue';

/** What is known about a call that did not succeed. Never a token, a secret or a signed URL. */
export interface DingTalkErrorFacts {
	/** The call, in the wire's own words, such as `commitFile`. */
	readonly operation?: string | undefined;
	/** DingTalk's own code: `permissionDenied`, or `88/40014` of the legacy API. */
	readonly apiCode?: string | undefined;
	/** DingTalk's own words, for people only: they change, and come in Chinese. */
	readonly apiMessage?: string | undefined;
	readonly httpStatus?: number | undefined;
	/** For DingTalk's support. */
	readonly requestId?: string | undefined;
	/** The permissions the app lacks. */
	readonly scopes?: readonly string[] | undefined;
	/** The network's code, such as `ECONNREFUSED`. */
	readonly reason?: string | undefined;
	/** The host that could not be reached. */
	readonly host?: string | undefined;
	/** The field of a setting or of an answer that is not as it must be. */
	readonly field?: string | undefined;
	readonly uploadKey?: string | undefined;
	/** What a commit was to make, and where. */
	readonly spaceId?: string | undefined;
	readonly parentId?: string | undefined;
	readonly fileName?: string | undefined;
	/** The folder's path, as far as it was followed. */
	readonly path?: string | undefined;
	readonly sizeBytes?: number | undefined;
	readonly conflictStrategy?: string | undefined;
	/** When a commit whose outcome is unclear was first sent, on the local clock. */
	readonly unclearSinceMs?: number | undefined;
	/** The files that may be what the commit has made. */
	readonly dentryIds?: readonly string[] | undefined;
	/** Why the folder could not be looked at. */
	readonly lookFailure?: DingTalkErrorCode | undefined;
}

/** The one error class of the DingTalk client; tell the cases apart by `code`. */
export class DingTalkError extends Error {
	override readonly name = 'DingTalkError';

	constructor(
		readonly code: DingTalkErrorCode,
		readonly facts: DingTalkErrorFacts = {},
		options?: ErrorOptions,
	) {
		super(MEANINGS[code].message, options);
	}

	/** Told by name: node and credential are bundled apart, so each has a copy of this class. */
	static is(error: unknown): error is DingTalkError {
		return error instanceof Error && error.name === 'DingTalkError' && 'code' in error && 'facts' in error;
	}

	/** The same error, with more known about it; what was known stays. */
	with(facts: DingTalkErrorFacts): DingTalkError {
		return new DingTalkError(this.code, { ...facts, ...this.facts }, { cause: this.cause });
	}
}

/** Whether the same call may do better later: the network, the server or a limit was in the way. */
export function mayPass(error: unknown): boolean {
	return DingTalkError.is(error) && MEANINGS[error.code].reaction !== 'stop';
}
