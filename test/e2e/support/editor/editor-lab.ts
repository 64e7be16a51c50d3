import type { INode } from 'n8n-workflow';
import type { EmulatorOptions } from '../../../../emulator';
import { chain, CREDENTIAL_TYPE, manualTrigger, readFiles } from '../../../../scripts/lib/workflow.cjs';
import { emulatorCredential } from '../../../support/emulator-credential';
import { N8nLab } from '../n8n-lab';
import { graph, type Workflow } from '../workflow-graph';
import { Editor, type Screen } from './editor';

/** Between nodes one below the other. */
const DISTANCE = 160;

/** A user who sits before n8n's editor, with a credential that leads to an emulator of the test's own. */
export class EditorLab {
	private readonly moreCredentials: string[] = [];

	private constructor(
		readonly n8n: N8nLab,
		readonly editor: Editor,
	) {}

	static async open(screen?: Partial<Screen>, options?: EmulatorOptions): Promise<EditorLab> {
		return new EditorLab(await N8nLab.open(options), await Editor.open(screen));
	}

	async close(): Promise<void> {
		await this.editor.close();
		const { client } = this.n8n;
		for (const id of this.moreCredentials) await client.request('DELETE', `/rest/credentials/${id}`);
		await this.n8n.close();
	}

	/** A credential that is not as it should be, in the way in which a node refers to it. */
	async credentialWith(changes: object): Promise<NonNullable<INode['credentials']>> {
		const data = { ...emulatorCredential(this.n8n.emulator), ...changes };
		const { id, name } = await this.n8n.client.createCredential('DingTalk', CREDENTIAL_TYPE, data);
		this.moreCredentials.push(id);
		return { [CREDENTIAL_TYPE]: { id, name } };
	}

	/** Opens a new workflow of nodes in a row in the editor. */
	async openChain(name: string, ...nodes: INode[]): Promise<void> {
		await this.openNew(chain(name, ...nodes));
	}

	/** Opens a new workflow in the editor that reads a file, and offers it to each of these nodes. */
	async openFan(name: string, file: string, nodes: INode[]): Promise<void> {
		const start = { ...manualTrigger(), position: [-600, 0] as [number, number] };
		const read = { ...readFiles(file), position: [-300, 0] as [number, number] };
		const below = nodes.map((node, index) => ({
			...node,
			position: [0, DISTANCE * index] as [number, number],
		}));
		await this.openNew(
			graph(
				name,
				[start, read, ...below],
				[{ from: start.name, to: read.name }, ...nodes.map((node) => ({ from: read.name, to: node.name }))],
			),
		);
	}

	private async openNew(workflow: Workflow): Promise<void> {
		const { client } = this.n8n;
		// As the editor saves it; without, n8n does not execute a step for a second time.
		const saved = { ...workflow, pinData: {} };
		const { id } = await client.createWorkflow(saved);
		await this.editor.openWorkflow(`${client.baseUrl}/workflow/${id}`);
	}
}
