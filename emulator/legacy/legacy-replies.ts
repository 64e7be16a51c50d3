import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../http/json';
import { jsonReply, type Reply } from '../http/reply';

/** What a legacy call found. */
export function legacyResult(result: JsonObject): Reply {
	return jsonReply(200, { errcode: 0, errmsg: 'ok', result, request_id: legacyRequestId() });
}

/** An error of the legacy API: always HTTP 200, told by its `errcode`. */
export function legacyError(errcode: number, errmsg: string): Reply {
	return jsonReply(200, { errcode, errmsg, request_id: legacyRequestId() });
}

/** Errors of the layer in front of the legacy API share errcode 88 and differ by `sub_code`. */
export function legacyGatewayError(subCode: string, subMessage: string): Reply {
	return jsonReply(200, {
		errcode: 88,
		sub_code: subCode,
		sub_msg: subMessage,
		errmsg: `ding talk error[subcode=${subCode},submsg=${subMessage}]`,
		request_id: legacyRequestId(),
	});
}

function legacyRequestId(): string {
	return randomBytes(6).toString('hex');
}
