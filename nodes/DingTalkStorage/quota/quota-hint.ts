import type { Logger, NodeExecutionHint } from 'n8n-workflow';
import { CallLedger } from '../../../lib/dingtalk';
import type { DingTalkCredential } from '../helpers/credential';
import { nodeFolder } from '../helpers/n8n-folder';

/** From here on, what is left is worth a thought. */
const NEARLY_SPENT_SHARE = 0.8;

/**
 * Writes down that calls were made.
 * @returns how many of this month there are now; undefined where the disk does not say
 */
export async function countCalls(
	{ app, hosts }: DingTalkCredential,
	calls: number,
	logger: Logger,
): Promise<number | undefined> {
	if (calls === 0) return undefined;
	try {
		return await new CallLedger(nodeFolder(), `${hosts.api} ${app.clientId}`).add(calls);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		logger.warn(`DingTalk Storage cannot count the API calls on disk: ${reason}`);
		return undefined;
	}
}

/** Warns where the month's quota is nearly spent. @param spent undefined where that is not known */
export function quotaHints(
	{ monthlyApiCalls }: DingTalkCredential,
	spent: number | undefined,
): NodeExecutionHint[] {
	if (monthlyApiCalls === 0 || spent === undefined || spent < monthlyApiCalls * NEARLY_SPENT_SHARE) return [];
	const message = `This n8n has made ${format(spent)} of the ${format(monthlyApiCalls)} DingTalk API calls of this month. Where calls are scarce, upload fewer or larger files; the quota (API 调用量) is renewed on the first of the month.`;
	return [{ message, type: 'warning', location: 'outputPane' }];
}

function format(count: number): string {
	return count.toLocaleString('en-US');
}
