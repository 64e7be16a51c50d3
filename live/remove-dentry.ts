import type { DentryAddress } from '../lib/dingtalk';
import { backoffDelayMs, type BackoffRange } from '../lib/upload';
import type { Connection } from './connection';

/** 10 looks with these waits take a minute; the folder of a run holds some 50 small things. */
const MAX_LOOKS = 10;
const LOOK_BACKOFF: BackoffRange = { minMs: 500, maxMs: 8_000 };

/** Calls that one removal makes at most. */
export const REMOVAL_CALLS = 1 + MAX_LOOKS;

/** How a removal went; the thing is gone after the first two. */
export type Removal = 'at once' | 'by a task' | 'by a task that fails' | 'by a task without an end';

/** Removes a file, or a folder with all that is in it, and waits until it is gone. */
export async function removeDentry(
	{ dentries, sleep }: Pick<Connection, 'dentries' | 'sleep'>,
	address: DentryAddress,
	signal: AbortSignal,
): Promise<Removal> {
	const { taskId } = await dentries.deleteDentry(address, false, signal);
	if (taskId === undefined) return 'at once';
	for (let looks = 1; looks <= MAX_LOOKS; looks++) {
		if (looks > 1) await sleep(backoffDelayMs(looks - 1, Math.random(), LOOK_BACKOFF), signal);
		const { status } = await dentries.getTask(taskId, address.unionId, signal);
		if (status === 'SUCCESS') return 'by a task';
		if (status === 'FAIL') return 'by a task that fails';
	}
	return 'by a task without an end';
}
