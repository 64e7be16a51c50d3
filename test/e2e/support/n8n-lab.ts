import type { INode, INodeParameters } from 'n8n-workflow';
import { DEMO, type Emulator, type EmulatorOptions } from '../../../emulator';
import { N8nClient } from '../../../scripts/lib/n8n-client.cjs';
import { chain, CREDENTIAL_TYPE, dingTalk, uploadFile } from '../../../scripts/lib/workflow.cjs';
import { emulatorCredential } from '../../support/emulator-credential';
import { readExecution } from '../../support/executions';
import { startTestEmulator } from '../../support/start-emulator';
import { sharedSession } from '../setup/session';

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
