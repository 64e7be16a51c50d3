import type { NodeExecutionHint } from 'n8n-workflow';
import type { DingTalkCredential } from '../credential/credential';

/** From here on, what is left is worth a thought. */
const NEARLY_SPENT_SHARE = 0.8;

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
