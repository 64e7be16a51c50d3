import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { apiError } from '../errors';

/** How far a task is at its first polls; after these it ends. So a client that waits sees every status. */
const STATUSES_BEFORE_THE_END = ['INIT', 'IN_PROGRESS'] as const;

/** Something the service does after it has answered. */
export interface Task {
	readonly id: string;
	/** Files and folders it is about. */
	readonly totalCount: number;
	readonly beganAtMs: number;
	status: (typeof STATUSES_BEFORE_THE_END)[number] | 'SUCCESS' | 'FAIL';
	endedAtMs?: number;
	/** A code, as in the documented sample. */
	failMessage?: string;
}

/** What a task does at its end; it fails with the code that this answers, if any. */
export type TaskWork = () => Promise<string | undefined>;

interface StartedTask {
	readonly task: Task;
	/** Gone once it has begun. */
	work: TaskWork | undefined;
	polls: number;
}

/** All tasks. Their time is not the clock's: each moves on when it is polled, so that tests know where it is. */
export class Tasks {
	private readonly byId = new Map<string, StartedTask>();

	constructor(private readonly clock: Clock) {}

	start(totalCount: number, work: TaskWork): Task {
		const task: Task = {
			id: randomUUID(),
			totalCount,
			beganAtMs: this.clock.nowMs(),
			status: STATUSES_BEFORE_THE_END[0],
		};
		this.byId.set(task.id, { task, work, polls: 0 });
		return task;
	}

	/** The task as it is at this poll. */
	async poll(taskId: string): Promise<Task> {
		const started = this.byId.get(taskId);
		if (!started) throw apiError('taskNotExist');
		const status = STATUSES_BEFORE_THE_END[started.polls++];
		if (status !== undefined) started.task.status = status;
		else await this.finish(started);
		return started.task;
	}

	private async finish(started: StartedTask): Promise<void> {
		const { task, work } = started;
		started.work = undefined;
		if (!work) return;
		const failMessage = await work();
		task.status = failMessage === undefined ? 'SUCCESS' : 'FAIL';
		task.endedAtMs = this.clock.nowMs();
		if (failMessage !== undefined) task.failMessage = failMessage;
	}
}
