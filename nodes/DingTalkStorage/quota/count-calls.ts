import type { Logger } from 'n8n-workflow';
import { CallLedger } from '../../../lib/dingtalk';
import { inDiskTime } from '../../../lib/upload';
import type { DingTalkCredential } from '../credential/credential';
import { nodeFolder } from '../n8n/n8n-folder';

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
		return await inDiskTime(new CallLedger(nodeFolder(), `${hosts.api} ${app.clientId}`).add(calls));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		logger.warn(`DingTalk Storage cannot count the API calls on disk: ${reason}`);
		return undefined;
	}
}
