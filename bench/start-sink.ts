import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { SinkTask } from './sink-process';

export interface RunningSink {
	readonly url: string;
	stop(): void;
}

export async function startSinkProcess(task: SinkTask): Promise<RunningSink> {
	const child = fork(join(__dirname, 'sink-process.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const url = await new Promise<string>((resolve, reject) => {
		child.once('message', (answer: { url: string }) => resolve(answer.url));
		child.once('exit', (code) => reject(new Error(`The sink ended with ${code}`)));
		child.send(task);
	});
	return { url, stop: () => void child.kill() };
}
