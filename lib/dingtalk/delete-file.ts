import { abortableSleep, backoffDelayMs, type BackoffRange } from '../upload';
import type { DentryAddress, DentryApi } from './dentry-api';
import { DingTalkError } from './errors';
import type { Dentry } from './wire';

/** 13 looks at a task with these waits take 72 seconds at most; deleting one file takes a moment. */
const MAX_LOOKS = 13;
const LOOK_BACKOFF: BackoffRange = { minMs: 500, maxMs: 8_000 };

/** Time and chance, for tests that must not wait. */
export interface DeletionClock {
	readonly random: () => number;
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const REAL_CLOCK: DeletionClock = { random: Math.random, sleep: abortableSleep };

/**
 * Deletes a file and answers what it was. Looks at it first: DingTalk would delete a folder just the same, with all
 * that is in it.
 *
 * @throws DingTalkError `FILE_NOT_FOUND`, `NOT_A_FILE`, `DELETE_FAILED`
 */
export async function deleteFile(
	api: DentryApi,
	address: DentryAddress,
	toRecycleBin: boolean,
	signal: AbortSignal,
	clock: DeletionClock = REAL_CLOCK,
): Promise<Dentry> {
	const file = await api.getDentry(address, signal);
	if (file.type === 'FOLDER') throw new DingTalkError('NOT_A_FILE', { operation: 'deleteDentry' });
	const taskId = await startDeletion(api, address, toRecycleBin, signal);
	if (taskId !== undefined) await awaitTask(api, taskId, address.unionId, signal, clock);
	return file;
}

/** It was there a moment ago: if it is not any more, a lost answer was that of a deletion. */
async function startDeletion(
	api: DentryApi,
	address: DentryAddress,
	toRecycleBin: boolean,
	signal: AbortSignal,
): Promise<string | undefined> {
	try {
		return (await api.deleteDentry(address, toRecycleBin, signal)).taskId;
	} catch (error) {
		if (DingTalkError.is(error) && error.code === 'FILE_NOT_FOUND') return undefined;
		throw error;
	}
}

async function awaitTask(
	api: DentryApi,
	taskId: string,
	unionId: string,
	signal: AbortSignal,
	{ random, sleep }: DeletionClock,
): Promise<void> {
	for (let looks = 1; ; looks++) {
		const { status } = await api.getTask(taskId, unionId, signal);
		if (status === 'SUCCESS') return;
		const isOver = status === 'FAIL' || looks >= MAX_LOOKS;
		if (isOver) throw new DingTalkError('DELETE_FAILED', { operation: 'getTask' });
		await sleep(backoffDelayMs(looks, random(), LOOK_BACKOFF), signal);
	}
}
