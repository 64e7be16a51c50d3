import type { Question } from './server-process';

export interface Served<Address, Stats> {
	readonly address: Address;
	reset(): void;
	stats(): Stats;
}

/** Starts the server as the parent's first message says, then answers its questions, and ends with it. */
export function serveParent<Task, Address, Stats>(
	start: (task: Task) => Promise<Served<Address, Stats>>,
): void {
	const send = (answer: unknown) => process.send?.({ answer });
	process.once('message', (task: Task) => {
		void start(task).then((served) => {
			process.on('message', (question: Question) => send(served[question]()));
			send(served.address);
		});
	});
	process.once('disconnect', () => process.exit());
}
