import type { Emulator } from '../../emulator';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';
import { eventually } from '../support/eventually';
import { startTestEmulator } from '../support/start-emulator';
import { uploadNode } from './support/core-lab';
import { CoreProcess } from './support/core-process';

const PART_BYTES = 256 * 1024;

let emulator: Emulator;
let n8n: CoreProcess;
beforeAll(async () => {
	emulator = await startTestEmulator();
	const environment = { N8N_LOG_LEVEL: 'info', N8N_LOG_OUTPUT: 'console' };
	n8n = await CoreProcess.start({ [CREDENTIAL.id]: emulatorCredential(emulator) }, environment);
});
afterAll(async () => {
	await n8n.close();
	await emulator.close();
});

async function upload(fileName: string, sizeBytes: number, options = {}): Promise<void> {
	const parameters = { options: { partSizeMb: PART_BYTES / 1024 / 1024, fileName, ...options } };
	const { status } = await n8n.run(uploadNode(parameters), sizeBytes);
	expect(status).toBe('success');
}

const lines = () =>
	n8n
		.output()
		.split('\n')
		.filter((line) => line.includes('Uploading'));

test('an upload of many parts says how far it is, how fast it goes, and how long it will take; others say nothing', async () => {
	await upload('empty.bin', 0);
	await upload('one-part.bin', PART_BYTES);
	await upload('one-request.bin', PART_BYTES, { uploadMethod: 'automatic' });
	await upload('large.bin', 40 * PART_BYTES);
	await eventually(() => lines().some((line) => line.includes('100 %')), 'the last line is there');

	const [last, ...before] = lines().reverse();
	expect(before.length).toBeGreaterThanOrEqual(4);
	expect(before.length).toBeLessThan(10);
	for (const line of before) {
		expect(line).toMatch(/Uploading 'large\.bin': \d+ % of 10\.0 MiB, [\d.]+ [KMG]iB\/s, \d+ (s|min) left/);
	}
	expect(last).toMatch(/Uploading 'large\.bin': 100 % of 10\.0 MiB, [\d.]+ [KMG]iB\/s/);
	const steps = lines().map((line) => Math.floor(Number(/: (\d+) %/.exec(line)?.[1]) / 10));
	expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
});
