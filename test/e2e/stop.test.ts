import { MIB } from '../../scripts/lib/sample-file.cjs';
import { chain, manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { eventually } from '../support/eventually';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';

/** What a person at the Stop button may expect. */
const STOP_WITHIN_MS = 1000;

let lab: N8nLab;
beforeAll(async () => {
	lab = await N8nLab.open();
});
afterAll(async () => await lab.close());

it('Stop ends an upload within a second, and no file appears', async () => {
	lab.emulator.faults.add({ operation: 'put', kind: 'stall', count: 100 });
	const file = await makeFile('stopped.bin', 40 * MIB);
	const { id } = await lab.client.createWorkflow(
		chain('Stop', manualTrigger(), readFiles(file), lab.uploadNode()),
	);
	const executionId = await lab.client.run(id, 'Start');
	const puts = () => lab.emulator.calls({ operation: 'put' });
	await eventually(() => puts().length > 0, 'a part is on its way');

	const stoppedAtMs = Date.now();
	await lab.client.stopExecution(executionId);
	await eventually(() => puts().every((put) => put.endedAtMs !== undefined), 'n8n hangs up');

	const lastEndMs = Math.max(...puts().map((put) => put.endedAtMs ?? Infinity));
	expect(lastEndMs - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
	expect((await lab.client.ended(executionId)).status).toBe('canceled');
	expect(lab.emulator.files()).toEqual([]);
});

it("the workflow's time limit ends an upload as well", async () => {
	lab.emulator.reset();
	lab.emulator.faults.add({ operation: 'put', kind: 'stall', count: 100 });
	const file = await makeFile('timed-out.bin', 40 * MIB);
	const { id } = await lab.client.createWorkflow({
		...chain('Time limit', manualTrigger(), readFiles(file), lab.uploadNode()),
		settings: { executionTimeout: 5 },
	});
	const executionId = await lab.client.run(id, 'Start');
	const puts = () => lab.emulator.calls({ operation: 'put' });
	await eventually(() => puts().length > 0, 'a part is on its way');

	const { status, stoppedAt } = await lab.client.ended(executionId);
	await eventually(() => puts().every((put) => put.endedAtMs !== undefined), 'n8n hangs up');
	expect(status).toBe('canceled');
	const lastEndMs = Math.max(...puts().map((put) => put.endedAtMs ?? Infinity));
	expect(lastEndMs - Date.parse(stoppedAt)).toBeLessThan(STOP_WITHIN_MS);
	expect(lab.emulator.files()).toEqual([]);
});
