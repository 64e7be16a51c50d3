import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { INode, IWorkflowSettings } from 'n8n-workflow';
import { sampleStream } from '../../../scripts/lib/sample-file.cjs';
import { chain, node } from '../../../scripts/lib/workflow.cjs';
import { onceRegistered } from '../../support/once-registered';
import type { QueueLab } from './queue-lab';

/** The address of a workflow that takes a file and hands it to a node. */
export interface Webhook {
	/**
	 * Sends a file whose bytes depend on the name.
	 * @returns the id of the execution, which has begun
	 */
	send(name: string, sizeBytes: number): Promise<string>;
}

export async function openWebhook(
	lab: QueueLab,
	upload: INode,
	settings: IWorkflowSettings = {},
): Promise<Webhook> {
	const { client } = lab.stack;
	const address = randomUUID();
	const parameters = { path: address, httpMethod: 'POST', responseMode: 'onReceived', options: {} };
	const receive = node('Receive File', 'n8n-nodes-base.webhook', 2, parameters, { webhookId: address });
	const workflow = await client.createWorkflow({ ...chain('Webhook', receive, upload), settings });
	await client.activate(workflow);
	return {
		async send(name, sizeBytes) {
			const post = async () =>
				await fetch(`${client.baseUrl}/webhook/${address}`, {
					method: 'POST',
					headers: { 'content-type': 'application/octet-stream' },
					body: Readable.toWeb(sampleStream(sizeBytes, name)) as ReadableStream,
					duplex: 'half',
				});
			const answer = await onceRegistered(post);
			expect(await answer.json()).toEqual({ message: 'Workflow was started' });
			return (await lab.newestExecution(workflow.id)).id;
		},
	};
}
