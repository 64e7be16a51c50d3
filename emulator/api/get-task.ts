import type { JsonObject } from '../http/json';
import type { World } from '../world';
import { isoDate } from './dates';
import type { AuthorizedCall } from './route';

/** `GET /v1.0/storage/tasks/{taskId}`: how far a task is. */
export async function getTask({ params }: AuthorizedCall, world: World): Promise<JsonObject> {
	const task = await world.tasks.poll(params.taskId ?? '');
	const { id, status, totalCount, failMessage, beganAtMs, endedAtMs } = task;
	return {
		task: {
			id,
			status,
			totalCount,
			successCount: status === 'SUCCESS' ? totalCount : 0,
			failCount: status === 'FAIL' ? totalCount : 0,
			...(failMessage !== undefined && { failMessage }),
			beginTime: isoDate(beganAtMs),
			...(endedAtMs !== undefined && { endTime: isoDate(endedAtMs) }),
		},
	};
}
