import fs from 'node:fs';
import path from 'node:path';
import type { INode, INodeParameters, IWorkflowSettings } from 'n8n-workflow';
import { DEMO, type Emulator, type EmulatorOptions } from '../../../emulator';
import { QueueModeStack } from '../../../scripts/lib/queue-mode/stack.cjs';
import { sampleStream, sha256 } from '../../../scripts/lib/sample-file.cjs';
import {
	chain,
	CREDENTIAL_TYPE,
	manualTrigger,
	node,
	readFiles,
	uploadFile,
} from '../../../scripts/lib/workflow.cjs';
import { emulatorCredential } from '../../support/emulator-credential';
import { eventually } from '../../support/eventually';
import { readExecution } from '../../support/executions';
import { startTestEmulator } from '../../support/start-emulator';
import { QUEUE_FOLDER, sharedInstalled } from '../setup/installed';

/** A DingTalk to upload to, and the node that does. */
export interface Target {
	readonly emulator: Emulator;
	/** Upload File into the demo's space. */
	uploadNode(parameters?: INodeParameters, settings?: Partial<INode>): INode;
}

export interface LabOptions {
	readonly workers: number;
	/** Executions at a time on each worker. */
	readonly concurrency?: number;
	readonly environment?: NodeJS.ProcessEnv;
	/** Whether all processes keep their files in one folder, as on a shared volume. */
	readonly sharesFiles?: boolean;
}

export interface ListedExecution {
	readonly id: string;
	readonly status: string;
	readonly retryOf: string | null;
}

/** A user of an n8n in queue mode that is the test file's own. */
export class QueueLab {
	readonly #emulators: Emulator[] = [];

	private constructor(readonly stack: QueueModeStack) {}

	/** @param name of its folder */
	static async start(name: string, options: LabOptions): Promise<QueueLab> {
		const { sharesFiles, environment, ...size } = options;
		const folder = path.join(QUEUE_FOLDER, name);
		const stack = await QueueModeStack.start({
			...sharedInstalled(),
			folder,
			...size,
			environment: {
				...(sharesFiles && {
					N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
					N8N_STORAGE_PATH: path.join(folder, 'storage'),
				}),
				...environment,
			},
		});
		return new QueueLab(stack);
	}

	async stop(): Promise<void> {
		await this.stack.stop();
		await Promise.all(this.#emulators.map(async (emulator) => await emulator.close()));
	}

	/** A new DingTalk, with a credential of n8n's that leads to it. */
	async connect(options?: EmulatorOptions): Promise<Target> {
		const emulator = await startTestEmulator(options);
		this.#emulators.push(emulator);
		const data = emulatorCredential(emulator);
		const credential = await this.stack.client.createCredential('DingTalk', CREDENTIAL_TYPE, data);
		return {
			emulator,
			uploadNode: (parameters, settings) => uploadFile(credential, DEMO.spaceId, parameters, settings),
		};
	}

	/** A file that workflows can read. Its bytes depend on its name. */
	async makeFile(name: string, sizeBytes: number): Promise<string> {
		const file = path.join(this.stack.filesFolder, name);
		await fs.promises.mkdir(path.dirname(file), { recursive: true });
		await fs.promises.writeFile(file, sampleStream(sizeBytes, name));
		return file;
	}

	/**
	 * Starts an upload of files as the editor's button does.
	 * @param files a path or a glob
	 * @returns the execution's id
	 */
	async upload(files: string, upload: INode, settings: IWorkflowSettings = {}): Promise<string> {
		const nodes = chain('Upload', manualTrigger(), readFiles(files), upload);
		const { id } = await this.stack.client.createWorkflow({ ...nodes, settings });
		return await this.stack.client.run(id, 'Start');
	}

	/**
	 * A workflow that runs when n8n says that an execution has failed.
	 * @returns its id, for the settings of another one
	 */
	async makeErrorWorkflow(): Promise<string> {
		const trigger = node('Error Trigger', 'n8n-nodes-base.errorTrigger', 1, {});
		const workflow = await this.stack.client.createWorkflow(chain('Alert', trigger));
		await this.stack.client.activate(workflow);
		return workflow.id;
	}

	/** The execution of a workflow that was begun last. */
	async newestExecution(workflowId: string): Promise<ListedExecution> {
		const query = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.stack.client.request('GET', `/rest/executions?filter=${query}`);
		// n8n lists those that run first.
		const [newest] = (results as ListedExecution[]).sort((a, b) => Number(b.id) - Number(a.id));
		if (newest === undefined) throw new Error('n8n has not run the workflow');
		return newest;
	}

	/** What Retry does in the list of executions: starts anew from where an execution has failed, and waits for the end. */
	async retry(executionId: string): Promise<ListedExecution> {
		const { client } = this.stack;
		await client.retryExecution(executionId);
		const { workflowId } = await client.request('GET', `/rest/executions/${executionId}`);
		const retry = await this.newestExecution(workflowId);
		expect(retry.retryOf).toBe(executionId);
		return retry;
	}

	/** The end of an execution, as the editor shows it. */
	async result(executionId: string) {
		return readExecution(await this.stack.client.ended(executionId));
	}

	/** That a file which was made with this name is all there is, with all of its bytes. */
	async expectWholeFile({ emulator }: Target, name: string, sizeBytes: number): Promise<void> {
		const expected = { name, sizeBytes, sha256: await sha256(sampleStream(sizeBytes, name)) };
		expect(emulator.files()).toEqual([expect.objectContaining(expected)]);
	}

	/** The worker that runs an execution, or has run it. */
	async workerOf(executionId: string): Promise<number> {
		let worker: number | undefined;
		await eventually(() => {
			worker = this.stack.workerWith(executionId);
			return worker !== undefined;
		}, `a worker begins execution ${executionId}`);
		return worker as number;
	}
}
