import type { NodeExecutionHint } from 'n8n-workflow';
import { CallLedger } from '../../../lib/dingtalk';
import { nodeFolder } from '../helpers/n8n-folder';
import type { Execution } from '../actions/execution';

/** From here on, what is left is worth a thought. */
const NEARLY_SPENT_SHARE = 0.8;

/** Writes down the calls of an execution, and warns where the month's quota is nearly spent. */
export async function spendQuota({
	credential,
	clients,
	functions,
}: Execution): Promise<NodeExecutionHint[]> {
	const { app, hosts, monthlyApiCalls } = credential;
	if (clients.quotaCalls === 0) return [];
	try {
		const ledger = new CallLedger(nodeFolder(), `${hosts.api} ${app.clientId}`);
		const spent = await ledger.add(clients.quotaCalls);
		if (monthlyApiCalls === 0 || spent < monthlyApiCalls * NEARLY_SPENT_SHARE) return [];
		const message = `This n8n has made ${format(spent)} of the ${format(monthlyApiCalls)} DingTalk API calls of this month. Where calls are scarce, upload fewer or larger files; the quota (API 调用量) is renewed on the first of the month.`;
		return [{ message, type: 'warning', location: 'outputPane' }];
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		functions.logger.warn(`DingTalk Storage cannot count the API calls on disk: ${reason}`);
		return [];
	}
}

function format(count: number): string {
	return count.toLocaleString('en-US');
}
