import { MIB } from '../../scripts/lib/sample-file.cjs';
import { QueueLab, type Target } from './support/queue-lab';
import { openWebhook } from './support/webhook';

const SIZE_BYTES = 20 * MIB;

let lab: QueueLab;
let target: Target;
beforeAll(async () => {
	lab = await QueueLab.start('binary-modes', {
		workers: 1,
		environment: { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' },
	});
}, 120_000);
afterAll(async () => await lab.stop());
beforeEach(async () => {
	target = await lab.connect();
});

async function uploadReceived() {
	const webhook = await openWebhook(lab, target.uploadNode({ options: { fileName: 'received.bin' } }));
	return await lab.result(await webhook.send('received.bin', SIZE_BYTES));
}

async function uploadRead() {
	const file = await lab.makeFile('read.bin', SIZE_BYTES);
	return await lab.result(await lab.upload(file, target.uploadNode()));
}

describe('files in a folder of each process', () => {
	it('a worker uploads what it has read itself', async () => {
		expect((await uploadRead()).status).toBe('success');
		await lab.expectWholeFile(target, 'read.bin', SIZE_BYTES);
	});

	it('a worker does not find what main has received, and says what to set', async () => {
		const { status, error } = await uploadReceived();
		expect({ status, message: error?.message }).toEqual({
			status: 'error',
			message: "The file could not be read from n8n's binary data",
		});
		expect(error?.description).toMatch(/N8N_DEFAULT_BINARY_DATA_MODE=filesystem .*N8N_STORAGE_PATH/);
		expect(target.emulator.files()).toEqual([]);
	});
});

describe('files in memory', () => {
	beforeAll(async () => await lab.stack.restart({ N8N_DEFAULT_BINARY_DATA_MODE: 'default' }), 120_000);

	it('a worker uploads what it has read itself', async () => {
		expect((await uploadRead()).status).toBe('success');
		await lab.expectWholeFile(target, 'read.bin', SIZE_BYTES);
	});

	it('a worker uploads what main has received', async () => {
		expect((await uploadReceived()).status).toBe('success');
		await lab.expectWholeFile(target, 'received.bin', SIZE_BYTES);
	});
});
