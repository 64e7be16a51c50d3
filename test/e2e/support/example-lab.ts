import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
	isResourceLocatorValue,
	type IConnections,
	type INode,
	type INodeParameters,
	type IWorkflowSettings,
} from 'n8n-workflow';
import { DEMO, type EmulatorOptions } from '../../../emulator';
import { ROOT } from '../../../scripts/lib/paths.cjs';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../../../scripts/lib/workflow.cjs';
import { N8nLab } from './n8n-lab';

export const EXAMPLES_FOLDER = path.join(ROOT, 'examples');

/** A workflow file as a user imports it. */
export interface Example {
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings: IWorkflowSettings;
}

export function exampleNames(): string[] {
	return fs
		.readdirSync(EXAMPLES_FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file) => path.basename(file, '.json'));
}

export function readExample(name: string): Example {
	return JSON.parse(fs.readFileSync(path.join(EXAMPLES_FOLDER, `${name}.json`), 'utf8')) as Example;
}

function isDingTalk({ type }: INode): boolean {
	return type === NODE_TYPE || type === `${NODE_TYPE}Tool`;
}

/** The note that tells the user what to set. */
export function noteOf({ nodes }: Example): string {
	return String(nodes.find(({ type }) => type.endsWith('.stickyNote'))?.parameters.content);
}

/** The permissions that the note says the app needs. */
export function permissionsOf(example: Example): string[] {
	const [, list = ''] = noteOf(example).split('**Permissions of the DingTalk app**');
	return [...list.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope ?? '');
}

/** What is changed in nodes, by their names, because it cannot be as it is in a test. */
export type Changes = Readonly<Record<string, Partial<INode>>>;

type Installed = Awaited<ReturnType<N8nLab['client']['createWorkflow']>>;

/** A user who has imported an example. Their DingTalk app has the permissions of the note, and no others. */
export class ExampleLab {
	private readonly moreCredentials: string[] = [];

	private constructor(
		private readonly example: Example,
		private readonly lab: N8nLab,
	) {}

	static async open(name: string, options?: EmulatorOptions): Promise<ExampleLab> {
		const example = withOwnAddresses(readExample(name));
		const { clientId, clientSecret } = DEMO;
		const apps = [{ clientId, clientSecret, scopes: permissionsOf(example) }];
		return new ExampleLab(example, await N8nLab.open({ apps, ...options }));
	}

	async close(): Promise<void> {
		for (const id of this.moreCredentials) await this.client.request('DELETE', `/rest/credentials/${id}`);
		await this.lab.close();
	}

	get emulator() {
		return this.lab.emulator;
	}

	get client() {
		return this.lab.client;
	}

	/** For a node that asks its callers for a token, or that calls such a one. */
	async bearer(token: string): Promise<Required<Pick<INode, 'credentials'>>> {
		const { id, name } = await this.client.createCredential('Token', 'httpBearerAuth', { token });
		this.moreCredentials.push(id);
		return { credentials: { httpBearerAuth: { id, name } } };
	}

	/** Where a trigger of the published workflow listens. */
	addressOf(trigger: string, kind: 'form' | 'mcp'): string {
		const { webhookId, parameters } = this.example.nodes.find(({ name }) => name === trigger) ?? {};
		return `${this.client.baseUrl}/${kind}/${String(parameters?.path ?? webhookId)}`;
	}

	/** Imports the file, and chooses the credential and the space where they are missing. */
	async install(changes: Changes = {}, settings: IWorkflowSettings = {}): Promise<Installed> {
		const unknown = Object.keys(changes).filter(
			(name) => !this.example.nodes.some((each) => each.name === name),
		);
		if (unknown.length > 0) throw new Error(`The example has no node '${unknown.join("', '")}'`);
		return await this.client.createWorkflow({
			...this.example,
			nodes: this.example.nodes.map((node) => this.withChoices(changed(node, changes[node.name]))),
			settings: { ...this.example.settings, ...settings },
		});
	}

	/** Runs the workflow to its end, as the editor's button does. */
	async run({ id }: Installed, trigger: string) {
		return await this.client.ended(await this.client.run(id, trigger));
	}

	/** Has the workflow listen to its triggers for as long as they are used. */
	async published<T>(workflow: Installed, use: () => Promise<T>): Promise<T> {
		await this.client.activate(workflow);
		try {
			return await use();
		} finally {
			await this.client.deactivate(workflow.id);
		}
	}

	private withChoices(node: INode): INode {
		if (!isDingTalk(node) && node.parameters.nodeCredentialType !== CREDENTIAL_TYPE) return node;
		const { id, name } = this.lab.credential;
		const credentials = { ...node.credentials, [CREDENTIAL_TYPE]: { id, name } };
		return { ...node, credentials, parameters: withSpace(node.parameters) };
	}
}

/** As the editor does when it imports a file: a trigger must not share its address with one of another workflow. */
function withOwnAddresses(example: Example): Example {
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.webhookId !== undefined && { webhookId: randomUUID() }),
	}));
	return { ...example, nodes };
}

/** A workflow's parameters stay, but for those that are named. */
function changed(node: INode, { parameters, ...others }: Partial<INode> = {}): INode {
	return { ...node, ...others, parameters: { ...node.parameters, ...parameters } };
}

/** The demo's space, where none is chosen yet. */
function withSpace(parameters: INodeParameters): INodeParameters {
	const { spaceId } = parameters;
	const isToChoose = isResourceLocatorValue(spaceId) && spaceId.value === '';
	if (!isToChoose) return parameters;
	const { spaceId: value, spaceName: cachedResultName } = DEMO;
	return { ...parameters, spaceId: { __rl: true, mode: 'list', value, cachedResultName } };
}
