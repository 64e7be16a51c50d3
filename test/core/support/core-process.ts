import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';

export interface CoreRun {
	readonly status: string;
	readonly json: readonly IDataObject[];
	readonly error?: { readonly message: string; readonly description?: string; readonly data?: IDataObject };
	/** All that can be reached from what n8n keeps of the run. */
	readonly everything: string;
}

/** n8n's engine with the built node, in a process of its own. */
export class CoreProcess {
	private printed = '';
	private readonly ended: Promise<never>;
	private readonly answers = new EventEmitter();

	private constructor(private readonly child: ChildProcess) {
		child.on('message', (answer: { id: string }) => this.answers.emit(answer.id, answer));
		this.ended = once(child, 'exit').then(() => {
			throw new Error(`n8n's engine has ended:\n${this.printed}`);
		});
		this.ended.catch(() => {});
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
		}
	}

	/**
	 * @param credentials by id
	 * @param environment in place of this process's own variables of the same names
	 */
	static async start(
		credentials: Readonly<Record<string, IDataObject>>,
		environment: NodeJS.ProcessEnv,
	): Promise<CoreProcess> {
		const child = fork(path.join(__dirname, 'core-process-child.cjs'), {
			env: { ...process.env, ...environment },
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		});
		const started = new CoreProcess(child);
		await started.order('boot', { environment, credentials });
		return started;
	}

	/** @param sizeBytes of the item's file; without it the item has none */
	async run(node: INode, sizeBytes?: number): Promise<CoreRun> {
		return (await this.order('run', { node, sizeBytes })) as CoreRun;
	}

	/** Standard output and standard error so far. */
	output(): string {
		return this.printed;
	}

	/** Ends it; all it has printed is there afterwards. */
	async close(): Promise<void> {
		const { stdout, stderr } = this.child;
		const ends = [stdout, stderr].map((stream) => stream && once(stream, 'end'));
		const exit = once(this.child, 'exit');
		if (this.child.connected) this.child.disconnect();
		await Promise.all([exit, ...ends]);
	}

	private async order(name: string, details: object): Promise<unknown> {
		const id = randomUUID();
		const answered = new Promise((resolve) => this.answers.once(id, resolve));
		this.child.send({ id, name, ...details });
		return await Promise.race([answered, this.ended]);
	}
}
