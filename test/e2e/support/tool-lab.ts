import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { IS_N8N_1 } from '../../../scripts/lib/paths.cjs';
import { manualTrigger, node, readFiles } from '../../../scripts/lib/workflow.cjs';
import { itemsOf } from '../../support/executions';
import { byId } from '../../support/locators';
import { McpClient } from './mcp-client';
import type { N8nLab } from './n8n-lab';
import { ScriptedModel, type Conversation, type Turn } from './scripted-model';
import { graph, type Edge } from './workflow-graph';

/** A value that the model fills in. */
export const fromModel = (name: string) => `={{ $fromAI('${name}', 'The ${name}', 'string') }}`;

/** A file made of what the model has written. */
export const FILE_OF_MODEL =
	"={{ { mimeType: 'text/plain', fileName: $fromAI('fileName', 'The name', 'string'), data: $fromAI('text', 'The text', 'string').base64Encode() } }}";

const AGENT_VERSION = IS_N8N_1 ? 2 : 3.1;
const MODEL_PARAMETERS: INodeParameters = { model: byId('scripted'), options: {} };
const AGENT_PARAMETERS: INodeParameters = {
	promptType: 'define',
	text: '={{ $json.fileName }}',
	options: {},
};

/** The node as n8n offers it to agents: a type of its own that n8n makes of ours. */
export const asTool = (ofNode: INode, name: string, settings: Partial<INode> = {}): INode => ({
	...ofNode,
	name,
	type: `${ofNode.type}Tool`,
	...settings,
});

/** Has n8n offer tools to clients of its MCP server for as long as they are used. */
export async function serveTools<T>(
	{ client }: N8nLab,
	tools: INode[],
	use: (mcp: McpClient) => Promise<T>,
): Promise<T> {
	const path = randomUUID();
	const server = node('MCP Server', '@n8n/n8n-nodes-langchain.mcpTrigger', 2, { path }, { webhookId: path });
	const edges = tools.map(({ name }): Edge => ({ from: name, to: server.name, type: 'ai_tool' }));
	const workflow = await client.createWorkflow(graph('Tools', [server, ...tools], edges));
	await client.activate(workflow);
	try {
		return await use(await McpClient.connect(`${client.baseUrl}/mcp/${path}`));
	} finally {
		await client.deactivate(workflow.id);
	}
}

export interface AgentRun {
	readonly status: string;
	/** What the agent has said, for each file. */
	readonly outputs: (string | undefined)[];
	/** All that was sent to the model, word for word. */
	readonly told: string;
}

/** Runs an AI Agent once for each file, which it is asked for by the file's name. */
export async function runAgent(
	{ client }: N8nLab,
	{ files, tool, takeTurn }: { files: string; tool: INode; takeTurn: (said: Conversation) => Turn },
): Promise<AgentRun> {
	const model = await ScriptedModel.start(takeTurn);
	const data = { apiKey: 'none', url: model.url };
	const { id, name } = await client.createCredential('Model', 'openAiApi', data);
	try {
		const openAi = node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, MODEL_PARAMETERS, {
			credentials: { openAiApi: { id, name } },
		});
		const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', AGENT_VERSION, AGENT_PARAMETERS);
		const workflow = await client.createWorkflow(
			graph(
				'Agent',
				[manualTrigger(), readFiles(files), agent, openAi, tool],
				[
					{ from: 'Start', to: 'Read File' },
					{ from: 'Read File', to: 'Agent' },
					{ from: 'Model', to: 'Agent', type: 'ai_languageModel' },
					{ from: tool.name, to: 'Agent', type: 'ai_tool' },
				],
			),
		);
		const execution = await client.ended(await client.run(workflow.id, 'Start'));
		const items: (IDataObject & { output?: string })[] = itemsOf(execution, 'Agent');
		return {
			status: execution.status,
			outputs: items.map(({ output }) => output),
			told: model.requests.join('\n'),
		};
	} finally {
		await client.request('DELETE', `/rest/credentials/${id}`);
		await model.close();
	}
}
