import { DingTalkError, type DingTalkErrorCode } from '../lib/dingtalk';

/** What DingTalk answered to a call, whether that is a success or a refusal. */
export interface Answer {
	readonly status: number;
	/** Of a refusal, such as `paramError`. */
	readonly code: string | undefined;
	readonly body: unknown;
}

/** These say that the app may not ask, not what the answer is. */
const UNASKED: ReadonlySet<DingTalkErrorCode> = new Set([
	'INVALID_TOKEN',
	'SCOPE_MISSING',
	'IP_NOT_ALLOWED',
	'IP_BANNED',
	'THROTTLED',
	'QUOTA_SPENT',
]);

/** The refusal as an answer; rethrows what is none. */
export function refusalOf(error: unknown): Answer {
	const { httpStatus: status, apiCode: code } = DingTalkError.is(error) ? error.facts : {};
	if (!DingTalkError.is(error) || status === undefined || UNASKED.has(error.code)) throw error;
	return { status, code, body: undefined };
}

/** `200`, or `400 paramError`. */
export function inWords({ status, code }: Pick<Answer, 'status' | 'code'>): string {
	return code === undefined ? String(status) : `${status} ${code}`;
}

/** What `work` says, or what it was refused with. */
export async function orRefusal(work: () => Promise<string>): Promise<string> {
	try {
		return await work();
	} catch (error) {
		return inWords(refusalOf(error));
	}
}

/** The value at the end of a path of names; undefined where there is none. */
export function valueAt(value: unknown, ...names: readonly string[]): unknown {
	return names.reduce<unknown>(
		(inside, name) =>
			typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[name] : undefined,
		value,
	);
}
