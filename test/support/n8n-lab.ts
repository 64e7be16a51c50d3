import fs from 'node:fs';
import path from 'node:path';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO, type Emulator, type EmulatorOptions } from '../../emulator';
import { N8nClient } from '../../scripts/lib/n8n-client.cjs';
import { sampleStream } from '../../scripts/lib/sample-file.cjs';
import { chain, CREDENTIAL_TYPE, dingTalk, uploadFile } from '../../scripts/lib/workflow.cjs';
import { FILES_FOLDER, sharedSession } from '../e2e/setup/session';
import { emulatorCredential } from './emulator-credential';
import { startTestEmulator } from './start-emulator';

interface Credential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

/** A user of the real n8n, with a credential that leads to an emulator of the test's own. */
export class N8nLab {
	private constructor(
		readonly client: N8nClient,
		readonly emulator: Emulator,
		readonly credential: Credential,
	) {}

	static async open(options?: EmulatorOptions): Promise<N8nLab> {
		const { baseUrl, cookie } = sharedSession();
		const client = new N8nClient(baseUrl, cookie);
		const emulator = await startTestEmulator(options);
		const data = emulatorCredential(emulator);
		return new N8nLab(client, emulator, await client.createCredential('DingTalk', CREDENTIAL_TYPE, data));
	}

	async close(): Promise<void> {
		await this.client.request('DELETE', `/rest/credentials/${this.credential.id}`);
		await this.emulator.close();
	}

	/** Upload File into the demo's space. */
	uploadNode(parameters?: INodeParameters, settings?: Partial<INode>): INode {
		return uploadFile(this.credential, DEMO.spaceId, parameters, settings);
	}

	/** Any operation of the node. */
	node(parameters: INodeParameters): INode {
		return dingTalk(this.credential, parameters);
	}

	/** Runs a new workflow as the editor does, to its end. */
	async run(...nodes: INode[]) {
		const { id } = await this.client.createWorkflow(chain('Test', ...nodes));
		return readExecution(await this.client.ended(await this.client.run(id, 'Start')));
	}
}

type Execution = Awaited<ReturnType<N8nClient['ended']>>;

/** What the editor shows of an execution: its state, and our node's outputs or error. */
export function readExecution({ status, mode, data }: Execution) {
	const { error, runData } = data.resultData;
	const outputs: INodeExecutionData[][] = runData['DingTalk Storage']?.at(-1)?.data?.main ?? [];
	return { status, mode, error, outputs: outputs.map((items) => (items ?? []).map(({ json }) => json)) };
}

/** A file that workflows can read. Its bytes depend on its name. */
export async function makeFile(name: string, sizeBytes: number): Promise<string> {
	const file = path.join(FILES_FOLDER, name);
	fs.mkdirSync(path.dirname(file), { recursive: true });
	await fs.promises.writeFile(file, sampleStream(sizeBytes, name));
	return file;
}
