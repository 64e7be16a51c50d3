import { randomUUID } from 'node:crypto';
import { chain, node } from '../../scripts/lib/workflow.cjs';
import { itemsOf } from '../support/executions';
import { findLeaks } from '../support/find-leaks';
import { onceRegistered } from '../support/once-registered';
import { PARTS } from './support/four-files';
import { N8nLab } from './support/n8n-lab';
import { secretsInUse } from './support/secrets-in-use';
import { since } from './support/since';
import type { Workflow } from './support/workflow-graph';

let lab: N8nLab;
let address: string;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());
beforeEach(() => {
	lab.emulator.reset();
	address = randomUUID();
});

const receive = () =>
	node(
		'Receive',
		'n8n-nodes-base.webhook',
		2,
		{ path: address, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
		{ webhookId: address },
	);

/** Sends files to a published workflow. */
async function sendTo(workflow: Workflow, files: Readonly<Record<string, string>>): Promise<Response> {
	const body = new FormData();
	for (const [field, content] of Object.entries(files))
		body.append(field, new Blob([content]), `${field}.txt`);
	const created = await lab.client.createWorkflow(workflow);
	await lab.client.activate(created);
	const send = async () => await fetch(`${lab.client.baseUrl}/webhook/${address}`, { method: 'POST', body });
	const response = await onceRegistered(send);
	await lab.client.deactivate(created.id);
	return response;
}

it('a failed upload tells the error workflow what happened, and where to go on from', async () => {
	const handler = await lab.client.createWorkflow(
		chain('On error', node('Error Trigger', 'n8n-nodes-base.errorTrigger', 1, {})),
	);
	await lab.client.activate(handler);
	lab.emulator.faults.add({ operation: 'put', partNumber: 3, kind: 'return', status: 400 });
	const upload = lab.uploadNode({
		binaryPropertyName: 'report',
		options: { ...PARTS, maxConcurrentParts: 1 },
	});
	const response = await sendTo(
		{ ...chain('Receive a report', receive(), upload), settings: { errorWorkflow: handler.id } },
		{ report: 'x'.repeat(300_000) },
	);
	expect(response.status).toBe(500);

	const [told] = itemsOf(await lab.client.firstExecutionOf(handler.id), 'Error Trigger');
	await lab.client.deactivate(handler.id);
	expect(told).toMatchObject({
		workflow: { name: 'Receive a report' },
		execution: {
			lastNodeExecuted: 'DingTalk Storage',
			error: {
				message: 'A part of the file could not be stored',
				description: expect.stringContaining('Stored parts: '),
				node: { name: 'DingTalk Storage' },
				context: { data: { code: 'UPLOAD_PART_FAILED', partNumber: 3, checkpoint: expect.any(String) } },
			},
		},
	});
	expect(findLeaks(JSON.stringify(told), secretsInUse(lab.emulator))).toEqual([]);
});

/** The names of fields come from forms and other programs, which put dots and brackets into them. */
const FILES = { 'my.report[0]': 'a report', invoice: 'an invoice' };

function choosesAmongSeveral(settings: object, names: string[]): void {
	const send = async (binaryPropertyName: string) => {
		const nodes = [receive(), lab.uploadNode({ binaryPropertyName })];
		return await sendTo({ ...chain('Receive files', ...nodes), settings }, FILES);
	};

	it.each(names)('%s is the one that is meant', async (name) => {
		const response = await send(name);

		expect(await response.json()).toMatchObject({ path: '/invoice.txt' });
		expect(lab.emulator.files()).toEqual([
			expect.objectContaining({ name: 'invoice.txt', sizeBytes: FILES.invoice.length }),
		]);
	});

	it.each(['*', 'my.report[0], invoice'])('%s is all of them', async (all) => {
		await send(all);

		const stored = lab.emulator.files().map(({ name, sizeBytes }) => [name, sizeBytes]);
		expect(stored.toSorted()).toEqual([
			['invoice.txt', FILES.invoice.length],
			['my.report[0].txt', FILES['my.report[0]'].length],
		]);
	});
}

describe('of several files that n8n keeps beside the data', () => choosesAmongSeveral({}, ['invoice']));

since('2.0', describe)('of several files that n8n keeps in the data', () =>
	choosesAmongSeveral({ binaryMode: 'combined' }, ['invoice', '_files.invoice']),
);
