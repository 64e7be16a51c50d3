import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Task } from './contestant-process';
import type { Cost } from './measure';

/** No contestant needs longer for any scenario; the slowest is the official sample over the WAN. */
const TIME_LIMIT_MS = 600_000;

/** Runs one contestant once, in a process of its own. */
export async function runContestant(task: Task, caFile: string | undefined): Promise<Cost> {
	const child = fork(join(__dirname, 'contestant-process.js'), {
		execArgv: ['--expose-gc'],
		env: { ...process.env, ...(caFile !== undefined && { NODE_EXTRA_CA_CERTS: caFile }) },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		timeout: TIME_LIMIT_MS,
	});
	return await new Promise<Cost>((resolve, reject) => {
		child.once('message', (answer: { cost?: Cost; failure?: string }) => {
			if (answer.cost) resolve(answer.cost);
			else reject(new Error(`${task.contestant}: ${answer.failure}`));
		});
		child.once('exit', (code, signal) => {
			reject(new Error(`${task.contestant} ended without a result (${signal ?? code})`));
		});
		child.send(task);
	});
}
