import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { EmulatorOptions } from '../../emulator';
import type { SinkStats } from '../sink/sink-server';
import type { EmulatorAddress, EmulatorStats } from './emulator-process';
import type { SinkTask } from './sink-process';

/** A server in a process of its own: its work and its memory are nobody else's. */
interface ServerProcess<Address, Stats> {
	readonly address: Address;
	/** Forgets what arrived so far: a warm-up does not count. */
	reset(): Promise<void>;
	stats(): Promise<Stats>;
	stop(): void;
}

export type EmulatorProcess = ServerProcess<EmulatorAddress, EmulatorStats>;

/** Its address is its base URL. */
export type SinkProcess = ServerProcess<string, SinkStats>;

/** What the parent may ask for, once the server has told its address. */
export type Question = 'reset' | 'stats';

/** A server that was busy answers within seconds; one that takes longer hangs. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Only options that can be sent as JSON. */
export async function startEmulatorProcess(options: EmulatorOptions): Promise<EmulatorProcess> {
	return await startServerProcess('emulator-process.js', options);
}

export async function startSinkProcess(task: SinkTask): Promise<SinkProcess> {
	return await startServerProcess('sink-process.js', task);
}

/** @param module a file of this folder that calls `serveParent` */
async function startServerProcess<Task extends object, Address, Stats>(
	module: string,
	task: Task,
): Promise<ServerProcess<Address, Stats>> {
	const child = fork(join(__dirname, module), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const ask = async <T>(question: Task | Question): Promise<T> =>
		await new Promise((resolve, reject) => {
			const fail = (reason: string) => {
				clearTimeout(timer);
				child.kill();
				reject(new Error(`${module} ${reason}`));
			};
			const timer = setTimeout(() => fail('does not answer'), ANSWER_TIMEOUT_MS);
			const onExit = (code: number | null) => fail(`ended with ${code}`);
			child.once('exit', onExit);
			child.once('message', ({ answer }: { answer: T }) => {
				clearTimeout(timer);
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
