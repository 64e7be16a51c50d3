import type { ApiResponse } from './api-transport';
import { meaningOfApiCode, meaningOfErrcode, type DingTalkErrorCode } from './error-catalogue';
import { DingTalkError, type DingTalkErrorFacts } from './errors';
import { isRecord, optionalText } from './wire';

/** Enough for a person; the rest of an odd page is of no use. */
const API_MESSAGE_MAX_CHARS = 300;
/** Longer than every documented code, permission and request id. */
const ID_MAX_CHARS = 100;
/** A call asks for one permission, or for one of a few. */
const MAX_SCOPES = 10;

/** What DingTalk's refusal means, or undefined where the answer is a success. */
export function readRefusal(response: ApiResponse): DingTalkError | undefined {
	const { status, body } = response;
	if (!isRecord(body)) return readPage(status);

	const errcode = readId(body.errcode);
	if (errcode !== undefined && errcode !== '0') return readLegacyRefusal(errcode, body, status);
	if (status >= 200 && status < 300 && !isBan(body)) return undefined;

	const apiCode = readId(body.code ?? body.Code);
	const scopes = readScopes(body.accessdenieddetail ?? body.AccessDeniedDetail);
	const facts: DingTalkErrorFacts = {
		httpStatus: status,
		apiCode,
		apiMessage: readMessage(body.message ?? body.Message),
		requestId: readId(body.requestid ?? body.requestId ?? body.RequestId),
		scopes,
	};
	if (isBan(body)) return new DingTalkError('IP_BANNED', facts);
	const known = apiCode === undefined ? undefined : meaningOfApiCode(apiCode);
	return new DingTalkError(known ?? (scopes ? 'SCOPE_MISSING' : meaningOfStatus(status)), facts);
}

/** No JSON object: a web page of something on the way, or the page DingTalk shows to a blocked IP address. */
function readPage(status: number): DingTalkError | undefined {
	if (status >= 200 && status < 300) return undefined;
	const code = status === 403 ? 'IP_BANNED' : meaningOfStatus(status, 'API_BAD_ANSWER');
	return new DingTalkError(code, { httpStatus: status });
}

function readLegacyRefusal(errcode: string, body: Record<string, unknown>, status: number): DingTalkError {
	const subCode = readId(body.sub_code);
	const apiCode = errcode === '88' && subCode !== undefined ? `${errcode}/${subCode}` : errcode;
	return new DingTalkError(meaningOfErrcode(apiCode) ?? 'REFUSED', {
		httpStatus: status,
		apiCode,
		apiMessage: readMessage(body.sub_msg ?? body.errmsg),
		requestId: readId(body.request_id),
	});
}

/** The answer to an IP address that made too many calls has a `status` of its own and no `code`. */
function isBan(body: Record<string, unknown>): boolean {
	return body.code === undefined && body.status === 1111;
}

function meaningOfStatus(status: number, otherwise: DingTalkErrorCode = 'REFUSED'): DingTalkErrorCode {
	if (status === 429) return 'THROTTLED';
	return status >= 500 ? 'SERVER_BUSY' : otherwise;
}

function readScopes(detail: unknown): string[] | undefined {
	if (!isRecord(detail) || !Array.isArray(detail.requiredScopes)) return undefined;
	const scopes = detail.requiredScopes.slice(0, MAX_SCOPES).flatMap((scope) => readId(scope) ?? []);
	return scopes.length > 0 ? scopes : undefined;
}

function readId(value: unknown): string | undefined {
	return optionalText(value)?.slice(0, ID_MAX_CHARS);
}

function readMessage(value: unknown): string | undefined {
	return optionalText(value)?.slice(0, API_MESSAGE_MAX_CHARS);
}
