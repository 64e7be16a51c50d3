import type { Fault } from '../../emulator';
import { MIB } from '../../scripts/lib/sample-file.cjs';
import { chain, manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { checkpointOf } from '../support/checkpoint-of';
import { readExecution } from '../support/executions';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';

/** Ends an upload of eight parts after four or more of them. */
const FAILS_AT_PART_6: Fault = { operation: 'put', partNumber: 6, kind: 'return', status: 400 };
const OPTIONS = { options: { partSizeMb: 1, maxConcurrentParts: 2 } };

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.emulator.reset());

const uploadsOpened = () =>
	lab.emulator.calls({ operation: 'init' }).filter((call) => call.status === 200).length;

async function failedExecution(name: string) {
	lab.emulator.faults.add(FAILS_AT_PART_6);
	const file = await makeFile(name, 8 * MIB);
	const nodes = [manualTrigger(), readFiles(file), lab.uploadNode(OPTIONS)];
	const { id } = await lab.client.createWorkflow(chain('Fail', ...nodes));
	const executionId = await lab.client.run(id, 'Start');
	const { status, error } = readExecution(await lab.client.ended(executionId));
	expect(status).toBe('error');
	expect(error?.description).toContain('Stored parts:');
	return { executionId, nodes, checkpoint: checkpointOf(error) };
}

it("n8n's Retry of a failed execution sends only the parts that are missing", async () => {
	const { executionId } = await failedExecution('retried.bin');
	const before = lab.emulator.calls({ operation: 'put' }).length;
	await lab.client.retryExecution(executionId);

	expect(uploadsOpened()).toBe(1);
	expect(lab.emulator.calls({ operation: 'put' }).length - before).toBeLessThanOrEqual(4);
	expect(lab.emulator.files()).toEqual([expect.objectContaining({ sizeBytes: 8 * MIB })]);
});

it('another workflow goes on from the checkpoint of the error', async () => {
	const { nodes, checkpoint } = await failedExecution('handed-on.bin');
	const [trigger, read] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
	const options = { ...OPTIONS.options, resumeFrom: checkpoint };
	const { id } = await lab.client.createWorkflow(
		chain('Go on', trigger, read, lab.uploadNode({ ...OPTIONS, options })),
	);
	const { status, outputs } = readExecution(await lab.client.ended(await lab.client.run(id, 'Start')));

	expect(status).toBe('success');
	expect(outputs[0]?.[0]).toMatchObject({ upload: { parts: 8 } });
	expect(uploadsOpened()).toBe(1);
	expect(lab.emulator.files()).toEqual([expect.objectContaining({ sizeBytes: 8 * MIB })]);
});
