import type { IConnections, INode, NodeConnectionType } from 'n8n-workflow';
import type { N8nClient } from '../../../scripts/lib/n8n-client.cjs';

/** A workflow as n8n takes it. */
export type Workflow = Parameters<N8nClient['createWorkflow']>[0];

/** One line on n8n's canvas. */
export interface Edge {
	readonly from: string;
	readonly to: string;
	readonly output?: number;
	readonly input?: number;
	readonly type?: NodeConnectionType;
}

/** A workflow that is more than nodes in a row. */
export function graph(name: string, nodes: INode[], edges: readonly Edge[]): Workflow {
	const connections: IConnections = {};
	for (const { from, to, output = 0, input = 0, type = 'main' } of edges) {
		const outputs = ((connections[from] ??= {})[type] ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type, index: input });
	}
	return { name, nodes, connections };
}
