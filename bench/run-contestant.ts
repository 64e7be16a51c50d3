import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Report, Task } from './contestant-process';
import type { Cost } from './measure';

/** No contestant needs longer in any scenario. */
const TIME_LIMIT_MS = 600_000;

export interface RunContestantOptions {
	/** A certificate to trust. */
	readonly caFile?: string | undefined;
	/** The warm-up is over, and the first measured upload waits for this. */
	readonly onWarm: () => Promise<void>;
}

/** Runs one contestant in a process of its own, and tells what each of its repetitions cost. */
export async function runContestant(
	task: Task,
	{ caFile, onWarm }: RunContestantOptions,
): Promise<readonly Cost[]> {
	const child = fork(join(__dirname, 'contestant-process.js'), {
		execArgv: ['--expose-gc'],
		env: { ...process.env, ...(caFile !== undefined && { NODE_EXTRA_CA_CERTS: caFile }) },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		timeout: TIME_LIMIT_MS,
	});
	return await new Promise((resolve, reject) => {
		child.on('message', (report: Report) => {
			if (report.kind === 'warm') onWarm().then(() => child.send('go'), reject);
			else if (report.kind === 'done') resolve(report.costs);
			else reject(new Error(`${task.contestant}: ${report.reason}`));
		});
		child.once('exit', (code, signal) => {
			reject(new Error(`${task.contestant} ended without a result (${signal ?? code})`));
		});
		child.send(task);
	});
}

/** One upload of one set of files. */
export async function runOnce(task: Omit<Task, 'repetitions'>, options: RunContestantOptions): Promise<Cost> {
	const [cost] = await runContestant({ ...task, repetitions: 1 }, options);
	if (!cost) throw new Error(`${task.contestant} made no run`);
	return cost;
}
