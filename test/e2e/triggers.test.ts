import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { chain, node, readFiles } from '../../scripts/lib/workflow.cjs';
import { readExecution } from '../support/executions';
import { onceRegistered } from '../support/once-registered';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';

const SIZE_BYTES = 20 * MIB;

let lab: N8nLab;
beforeEach(async () => {
	lab = await N8nLab.open();
});
afterEach(async () => await lab.close());

it('a Schedule Trigger starts an upload', async () => {
	const file = await makeFile('scheduled.bin', SIZE_BYTES);
	const everySecond = { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } };
	const workflow = await lab.client.createWorkflow(
		chain(
			'Scheduled',
			node('Every Second', 'n8n-nodes-base.scheduleTrigger', 1.2, everySecond),
			readFiles(file),
			lab.uploadNode(),
		),
	);
	await lab.client.activate(workflow);
	const execution = readExecution(await lab.client.firstExecutionOf(workflow.id));
	await lab.client.deactivate(workflow.id);

	expect(execution).toMatchObject({ status: 'success', mode: 'trigger' });
	const [first] = lab.emulator.files();
	expect(first?.sha256).toBe(await sha256(sampleStream(SIZE_BYTES, 'scheduled.bin')));
	expect(execution.outputs[0]).toEqual([expect.objectContaining({ fileId: first?.id })]);
});

it('a file that a Webhook receives is uploaded, and the answer tells where it is', async () => {
	const address = randomUUID();
	const workflow = await lab.client.createWorkflow(
		chain(
			'Webhook',
			node(
				'Receive File',
				'n8n-nodes-base.webhook',
				2,
				{ path: address, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
				{ webhookId: address },
			),
			lab.uploadNode({ options: { fileName: 'received.bin' } }),
		),
	);
	await lab.client.activate(workflow);
	const send = async () =>
		await fetch(`${lab.client.baseUrl}/webhook/${address}`, {
			method: 'POST',
			headers: { 'content-type': 'application/octet-stream' },
			body: Readable.toWeb(sampleStream(SIZE_BYTES, 'received')) as ReadableStream,
			duplex: 'half',
		});
	const response = await onceRegistered(send);
	await lab.client.deactivate(workflow.id);

	const [stored] = lab.emulator.files();
	expect(stored).toMatchObject({ name: 'received.bin', sizeBytes: SIZE_BYTES });
	expect(stored?.sha256).toBe(await sha256(sampleStream(SIZE_BYTES, 'received')));
	expect(await response.json()).toMatchObject({ fileId: stored?.id, fileSize: SIZE_BYTES });
});
