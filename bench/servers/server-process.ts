import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A server in a process of its own: its work and its memory are nobody else's. */
export interface ServerProcess<Address, Stats> {
	readonly address: Address;
	/** Forgets what arrived so far: a warm-up does not count. */
	reset(): Promise<void>;
	stats(): Promise<Stats>;
	stop(): void;
}

/** What the parent may ask for, once the server has told its address. */
export type Question = 'reset' | 'stats';

/** @param module a file of this folder that calls `serveParent` */
export async function startServerProcess<Task extends object, Address, Stats>(
	module: string,
	task: Task,
): Promise<ServerProcess<Address, Stats>> {
	const child = fork(join(__dirname, module), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const ask = async <T>(question: Task | Question): Promise<T> =>
		await new Promise((resolve, reject) => {
			const onExit = (code: number | null) => reject(new Error(`${module} ended with ${code}`));
			child.once('exit', onExit);
			child.once('message', ({ answer }: { answer: T }) => {
				child.off('exit', onExit);
				resolve(answer);
			});
			child.send(question);
		});
	return {
		address: await ask<Address>(task),
		reset: () => ask<void>('reset'),
		stats: () => ask<Stats>('stats'),
		stop: () => void child.kill(),
	};
}
