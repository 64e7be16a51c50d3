import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { eventually } from '../support/eventually';
import {
	holdReceived,
	holdUpload,
	OPTIONS,
	partsSent,
	SIZE_BYTES,
	uploadsOpened,
} from './support/held-upload';
import { QueueLab, type Target } from './support/queue-lab';
import { openWebhook } from './support/webhook';

/** What a person at the Stop button may expect. */
const STOP_WITHIN_MS = 1000;

/** Of a worker that does not come back: n8n takes its time to notice. */
let lost: { readonly executionId: string; readonly target: Target; readonly errorWorkflow: string };

/** n8n's own minute is long for a test: how soon it notices that a worker is gone. */
const NOTICES_SOONER = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

let lab: QueueLab;
let target: Target;
beforeAll(async () => {
	lab = await QueueLab.start('shared-storage', {
		workers: 2,
		// While one of them has an execution, the next one goes to the other.
		concurrency: 1,
		sharesFiles: true,
		environment: NOTICES_SOONER,
	});
}, 120_000);
afterAll(async () => await lab.stop());
beforeEach(async () => {
	target = await lab.connect();
});

it('an upload that is started by hand runs on a worker', async () => {
	const file = await lab.makeFile('by-hand.bin', 20 * MIB);
	const executionId = await lab.upload(file, target.uploadNode());
	const { status, mode } = await lab.result(executionId);

	expect({ status, mode }).toEqual({ status: 'success', mode: 'manual' });
	await lab.expectWholeFile(target, 'by-hand.bin', 20 * MIB);
	const worker = lab.stack.worker(await lab.workerOf(executionId));
	expect(worker.log()).toContain("Uploading 'by-hand.bin': 100 % of 20.0 MiB");
	expect(lab.stack.main.log()).not.toContain('Uploading');
});

it('an upload that a webhook starts runs on a worker, with the file that main has received', async () => {
	const webhook = await openWebhook(lab, target.uploadNode({ options: { fileName: 'webhook.bin' } }));
	const executionId = await webhook.send('webhook.bin', 20 * MIB);

	expect(await lab.result(executionId)).toMatchObject({ status: 'success', mode: 'webhook' });
	await lab.expectWholeFile(target, 'webhook.bin', 20 * MIB);
	const worker = lab.stack.worker(await lab.workerOf(executionId));
	expect(worker.log()).toContain("Uploading 'webhook.bin': 100 % of 20.0 MiB");
});

it('a killed worker that does not come back has lost its execution, but no parts', async () => {
	const errorWorkflow = await lab.makeErrorWorkflow();
	const { executionId, worker, webhook } = await holdReceived(lab, target, 'lost.bin', { errorWorkflow });
	await lab.stack.killWorker(worker);
	lost = { executionId, target, errorWorkflow };
	await lab.stack.startWorker(3);

	const { outputs } = await lab.result(await webhook.send('lost.bin', SIZE_BYTES));
	expect(outputs[0]?.[0]).toMatchObject({ upload: { resumedParts: 4 } });
	expect(partsSent(target, 6)).toEqual([5, 6, 7, 8]);
	await lab.expectWholeFile(target, 'lost.bin', SIZE_BYTES);
});

it('after a worker was killed, a new execution on another one sends only the missing parts', async () => {
	const { worker, file } = await holdUpload(lab, target, 'killed.bin');
	await lab.stack.killWorker(worker);
	const nextId = await lab.upload(file, target.uploadNode({ options: OPTIONS }));
	const { outputs } = await lab.result(nextId);

	expect(await lab.workerOf(nextId)).not.toBe(worker);
	expect(outputs[0]?.[0]).toMatchObject({ upload: { parts: 8, resumedParts: 4 } });
	expect(partsSent(target, 6)).toEqual([5, 6, 7, 8]);
	expect(uploadsOpened(target)).toBe(1);
	await lab.expectWholeFile(target, 'killed.bin', SIZE_BYTES);
	await lab.stack.startWorker(worker);
});

it('a killed worker that comes back has n8n end its execution, and Retry sends only the missing parts', async () => {
	const errorWorkflow = await lab.makeErrorWorkflow();
	const { executionId, worker } = await holdReceived(lab, target, 'crashed.bin', { errorWorkflow });
	await lab.stack.killWorker(worker);
	await lab.stack.startWorker(worker);
	expect(await lab.result(executionId)).toMatchObject({ status: 'crashed' });
	expect(await lab.stack.client.firstExecutionOf(errorWorkflow)).toMatchObject({ status: 'success' });

	expect(await lab.retry(executionId)).toMatchObject({ status: 'success' });
	expect(partsSent(target, 6)).toEqual([5, 6, 7, 8]);
	await lab.expectWholeFile(target, 'crashed.bin', SIZE_BYTES);
});

it('Stop on main ends the upload on the worker within a second', async () => {
	const { executionId } = await holdUpload(lab, target, 'stopped.bin');
	const stoppedAtMs = Date.now();
	await lab.stack.client.stopExecution(executionId);
	expect((await endOfPutsMs()) - stoppedAtMs).toBeLessThan(STOP_WITHIN_MS);
	expect((await lab.stack.client.ended(executionId)).status).toBe('canceled');
	expect(target.emulator.files()).toEqual([]);
});

it('the other worker goes on with what Stop has left', async () => {
	const others = [await lab.connect(), await lab.connect()] as const;
	const { executionId, worker, file } = await holdUpload(lab, target, 'handed-on.bin');
	const elsewhere = await holdUpload(lab, others[0], 'elsewhere.bin');
	await lab.stack.client.stopExecution(executionId);
	// The worker that stopped is busy again, and the other one has time.
	const busy = await holdUpload(lab, others[1], 'busy.bin');
	expect(busy.worker).toBe(worker);
	await lab.stack.client.stopExecution(elsewhere.executionId);

	const nextId = await lab.upload(file, target.uploadNode({ options: OPTIONS }));
	expect((await lab.result(nextId)).outputs[0]?.[0]).toMatchObject({ upload: { resumedParts: 4 } });
	expect(await lab.workerOf(nextId)).toBe(elsewhere.worker);
	await lab.expectWholeFile(target, 'handed-on.bin', SIZE_BYTES);
	await lab.stack.client.stopExecution(busy.executionId);
});

it("the workflow's time limit ends the upload on the worker as well", async () => {
	const { executionId } = await holdUpload(lab, target, 'limited.bin', { executionTimeout: 4 });
	const { status, stoppedAt } = await lab.stack.client.ended(executionId);
	expect(status).toBe('canceled');
	expect((await endOfPutsMs()) - Date.parse(stoppedAt)).toBeLessThan(STOP_WITHIN_MS);
	expect(target.emulator.files()).toEqual([]);
});

it('two workers that upload the same file at once do not take parts from each other', async () => {
	// The second one begins and ends in the time that two parts of the first one take.
	const slow = { operation: 'put', kind: 'slow', bytesPerSecond: MIB / 5 } as const;
	target.emulator.faults.add({ ...slow, partNumber: 5 }, { ...slow, partNumber: 6 });
	const file = await lab.makeFile('twice.bin', SIZE_BYTES);
	const first = await lab.upload(file, target.uploadNode({ options: OPTIONS }));
	await eventually(() => partsSent(target).length === 6, 'two parts are under way');
	const second = await lab.upload(file, target.uploadNode({ options: OPTIONS }));

	for (const id of [second, first]) {
		expect((await lab.result(id)).outputs[0]?.[0]).toMatchObject({ upload: { resumedParts: 0 } });
	}
	expect(await lab.workerOf(first)).not.toBe(await lab.workerOf(second));
	const digest = await sha256(sampleStream(SIZE_BYTES, 'twice.bin'));
	expect(target.emulator.files()).toEqual([
		expect.objectContaining({ name: 'twice.bin', sha256: digest }),
		expect.objectContaining({ name: 'twice(1).bin', sha256: digest }),
	]);
});

it('a worker that is asked to end leaves the upload as failed, and another one goes on with it', async () => {
	const { executionId, worker, file } = await holdUpload(lab, target, 'ended.bin');
	await lab.stack.stopWorker(worker);
	const { status, error } = await lab.result(executionId);
	expect({ status, message: error?.message }).toEqual({ status: 'error', message: 'The upload was stopped' });
	expect(error?.description).toContain('Stored parts: 4.');

	const nextId = await lab.upload(file, target.uploadNode({ options: OPTIONS }));
	expect((await lab.result(nextId)).outputs[0]?.[0]).toMatchObject({ upload: { resumedParts: 4 } });
	expect(await lab.workerOf(nextId)).not.toBe(worker);
	expect(partsSent(target, 6)).toEqual([5, 6, 7, 8]);
	await lab.expectWholeFile(target, 'ended.bin', SIZE_BYTES);
});

it('n8n does not run that execution again: after a while it counts as failed, and the error workflow runs', async () => {
	const { status, error } = await lab.result(lost.executionId);
	expect({ status, message: error?.message }).toEqual({
		status: 'error',
		message: expect.stringContaining('failed to be processed too many times'),
	});
	expect(await lab.stack.client.firstExecutionOf(lost.errorWorkflow)).toMatchObject({ status: 'success' });

	// Retry has nothing to begin with.
	expect(await lab.retry(lost.executionId)).toMatchObject({ status: 'error' });
	expect(partsSent(lost.target)).toEqual([1, 2, 3, 4, 5, 5, 6, 6, 7, 8]);
	expect(lost.target.emulator.files()).toHaveLength(1);
}, 120_000);

/** When the last part has left the line. */
async function endOfPutsMs(): Promise<number> {
	const puts = () => target.emulator.calls({ operation: 'put' });
	await eventually(() => puts().every((put) => put.endedAtMs !== undefined), 'the worker hangs up');
	return Math.max(...puts().map((put) => put.endedAtMs ?? Infinity));
}
