import { isOutOfReachForGood, isUnreachable, PASSING_STATUS } from './network-codes';
import type { FailedPut } from './put-part';

/** What follows an attempt that did not store its part. */
export type Reaction =
	/** Wait, then send the part again. */
	| { readonly action: 'retry'; readonly retryAfterMs: number | undefined }
	/** As `retry`, at the next of the part's resource URLs: this one's host is out of reach, maybe for good. */
	| { readonly action: 'nextUrl'; readonly isForGood: boolean }
	/** Have the part signed anew, then send it again. */
	| { readonly action: 'renew' }
	| { readonly action: 'giveUp' };

/** OSS closes a connection that was idle in mid-body with status 400 and this code. */
const PASSING_CODE = new Set(['RequestTimeout']);

/** The table: how an attempt ended → what to do. Decides by status and code, never by message. */
export function react(outcome: FailedPut): Reaction {
	switch (outcome.kind) {
		case 'corrupt':
		case 'stalled':
			return { action: 'retry', retryAfterMs: undefined };
		case 'network':
			return isUnreachable(outcome.code)
				? { action: 'nextUrl', isForGood: isOutOfReachForGood(outcome.code) }
				: { action: 'retry', retryAfterMs: undefined };
		case 'refused':
			return reactToStatus(outcome.status, outcome.storageCode, outcome.retryAfterMs);
		case 'unsendable':
		case 'aborted':
			return { action: 'giveUp' };
	}
}

function reactToStatus(
	status: number,
	storageCode: string | undefined,
	retryAfterMs: number | undefined,
): Reaction {
	if (status >= 500 || PASSING_STATUS.has(status)) return { action: 'retry', retryAfterMs };
	if (storageCode !== undefined && PASSING_CODE.has(storageCode)) return { action: 'retry', retryAfterMs };
	// An aged or damaged signature: RequestTimeTooSkewed, SignatureDoesNotMatch, AccessDenied, InvalidAccessKeyId.
	if (status === 401 || status === 403) return { action: 'renew' };
	// A redirect is not followed, since it would carry the signature elsewhere; another address may answer.
	if (status >= 300 && status < 400) return { action: 'nextUrl', isForGood: false };
	return { action: 'giveUp' };
}
