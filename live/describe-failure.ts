import { DingTalkError } from '../lib/dingtalk';
import { UploadError } from '../lib/upload';

/** What happened, without DingTalk's own words, which can hold the client ID. */
export function describeFailure(error: unknown): string {
	if (DingTalkError.is(error)) {
		const { operation, httpStatus, apiCode, reason, scopes = [] } = error.facts;
		return inOneLine(error.message, [operation, httpStatus, apiCode, reason, ...scopes]);
	}
	if (error instanceof UploadError) return inOneLine(error.message, [error.facts.status, error.facts.reason]);
	return error instanceof Error ? error.message : 'for an unknown reason';
}

function inOneLine(message: string, details: ReadonlyArray<string | number | undefined>): string {
	const known = details.filter((each) => each !== undefined).join(' ');
	return known === '' ? message : `${message}: ${known}`;
}
