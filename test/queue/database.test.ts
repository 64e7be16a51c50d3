import { MIB } from '../../scripts/lib/sample-file.cjs';
import { checkpointOf } from '../support/checkpoint-of';
import { ALL_PARTS, holdUpload, OPTIONS, partsSent, SIZE_BYTES, uploadsOpened } from './support/held-upload';
import { QueueLab, type Target } from './support/queue-lab';
import { openWebhook } from './support/webhook';

/** Ends an upload of eight parts after four or more of them. */
const FAILS_AT_PART_6 = { operation: 'put', partNumber: 6, kind: 'return', status: 400 } as const;

let lab: QueueLab;
let target: Target;
beforeAll(async () => {
	// What n8n does in queue mode where nothing is set: files in the database, and no folder in common.
	lab = await QueueLab.start('database', { workers: 2 });
}, 120_000);
afterAll(async () => await lab.stop());
beforeEach(async () => {
	target = await lab.connect();
});

async function failAtPart6(name: string) {
	target.emulator.faults.add(FAILS_AT_PART_6);
	const file = await lab.makeFile(name, SIZE_BYTES);
	const executionId = await lab.upload(file, target.uploadNode({ options: OPTIONS }));
	const { status, error } = await lab.result(executionId);
	expect(status).toBe('error');
	return { executionId, file, checkpoint: checkpointOf(error), worker: await lab.workerOf(executionId) };
}

it('a file of 50 MiB that a webhook receives comes to the worker by the database', async () => {
	const webhook = await openWebhook(lab, target.uploadNode({ options: { fileName: 'webhook.bin' } }));
	const executionId = await webhook.send('webhook.bin', 50 * MIB);
	expect(await lab.result(executionId)).toMatchObject({ status: 'success', mode: 'webhook' });
	await lab.expectWholeFile(target, 'webhook.bin', 50 * MIB);
});

it("n8n's Retry on another worker sends only the missing parts", async () => {
	const { executionId, worker } = await failAtPart6('retried.bin');
	const sent = partsSent(target).length;
	await lab.stack.stopWorker(worker);
	const retry = await lab.retry(executionId);

	expect(retry.status).toBe('success');
	expect(await lab.workerOf(retry.id)).not.toBe(worker);
	expect(ALL_PARTS.slice(4)).toEqual(expect.arrayContaining(partsSent(target, sent)));
	expect(uploadsOpened(target)).toBe(1);
	await lab.expectWholeFile(target, 'retried.bin', SIZE_BYTES);
	await lab.stack.startWorker(worker);
});

it('another worker goes on from the checkpoint of the error', async () => {
	const { file, checkpoint, worker } = await failAtPart6('handed-on.bin');
	const sent = partsSent(target).length;
	await lab.stack.stopWorker(worker);
	const options = { ...OPTIONS, resumeFrom: checkpoint };
	const { status } = await lab.result(await lab.upload(file, target.uploadNode({ options })));

	expect(status).toBe('success');
	expect(ALL_PARTS.slice(4)).toEqual(expect.arrayContaining(partsSent(target, sent)));
	expect(uploadsOpened(target)).toBe(1);
	await lab.expectWholeFile(target, 'handed-on.bin', SIZE_BYTES);
	await lab.stack.startWorker(worker);
});

it('after a worker was killed, one with another disk begins anew, and there is exactly one file', async () => {
	const { worker, file, executionId } = await holdUpload(lab, target, 'killed.bin');
	await lab.stack.killWorker(worker);
	const { outputs } = await lab.result(await lab.upload(file, target.uploadNode({ options: OPTIONS })));
	expect(outputs[0]?.[0]).toMatchObject({ upload: { resumedParts: 0 } });
	expect(partsSent(target, 6)).toEqual(ALL_PARTS);

	// n8n finds in the folder of the killed worker what that one was doing.
	await lab.stack.startWorker(worker);
	expect((await lab.result(executionId)).status).toBe('crashed');
	await lab.expectWholeFile(target, 'killed.bin', SIZE_BYTES);
});

it('a file that the database cannot hand over ends with what to set, and the worker lives on', async () => {
	const executionId = await lab.upload(await lab.makeFile('huge.bin', 300 * MIB), target.uploadNode());
	const worker = await lab.workerOf(executionId);
	const { status, error } = await lab.result(executionId);
	expect({ status, message: error?.message }).toEqual({
		status: 'error',
		message: "The file could not be read from n8n's binary data",
	});
	expect(error?.description).toMatch(/N8N_DEFAULT_BINARY_DATA_MODE=filesystem .*N8N_STORAGE_PATH/);
	expect(error?.description).toContain('256 MiB');
	expect(target.emulator.files()).toEqual([]);

	for (const other of [1, 2].filter((index) => index !== worker)) await lab.stack.stopWorker(other);
	const nextId = await lab.upload(await lab.makeFile('next.bin', MIB), target.uploadNode());
	expect((await lab.result(nextId)).status).toBe('success');
	expect(await lab.workerOf(nextId)).toBe(worker);
	await lab.expectWholeFile(target, 'next.bin', MIB);
}, 180_000);
