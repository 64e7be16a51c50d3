import type { DingTalkErrorCode } from '../../../lib/dingtalk';

/** The code of what the call was refused with. */
export async function refusal(work: Promise<unknown>): Promise<DingTalkErrorCode | 'none'> {
	return await work.then(
		() => 'none' as const,
		(error: { code: DingTalkErrorCode }) => error.code,
	);
}
