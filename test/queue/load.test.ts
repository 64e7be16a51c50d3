import path from 'node:path';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { memoryBytes, resetPeak } from '../../scripts/lib/scale/memory-of.cjs';
import { eventually } from '../support/eventually';
import { QueueLab } from './support/queue-lab';

/** What all uploads of a process have together, whatever they ask for. */
const MAX_CONNECTIONS = 64;

/** Executions at a time on one worker. */
const CONCURRENCY = 5;

let lab: QueueLab;
beforeAll(async () => {
	lab = await QueueLab.start('load', { workers: 1, concurrency: CONCURRENCY, sharesFiles: true });
}, 120_000);
afterAll(async () => await lab.stop());

it('executions side by side on one worker share its connections and its memory', async () => {
	const target = await lab.connect({ bytesPerSecondPerConnection: MIB });
	const node = target.uploadNode({ options: { partSizeMb: 1, maxConcurrentParts: 40 } });
	const file = await lab.makeFile('large.bin', 64 * MIB);
	const { pid } = lab.stack.worker(1);
	// What the first one takes, n8n keeps.
	await lab.result(await lab.upload(file, node));
	const usedBytes = memoryBytes(pid, 'VmRSS');
	resetPeak(pid);

	const ids = await Promise.all([1, 2, 3, 4].map(async () => await lab.upload(file, node)));
	for (const id of ids) expect(await lab.result(id)).toMatchObject({ status: 'success' });
	const digest = await sha256(sampleStream(64 * MIB, 'large.bin'));
	expect(target.emulator.files().map((stored) => stored.sha256)).toEqual(Array(5).fill(digest));
	// More than one of them has, and no more than the process has.
	const connections = target.emulator.peakInFlight('put');
	expect(connections).toBeGreaterThan(40);
	expect(connections).toBeLessThanOrEqual(MAX_CONNECTIONS);
	// Of n8n's own copying, too; but the files as a whole never are in memory.
	expect(memoryBytes(pid, 'VmHWM') - usedBytes).toBeLessThan(4 * 64 * MIB);
});

it('two workers share the calls that DingTalk allows, and no file fails', async () => {
	await lab.stack.startWorker(2);
	const target = await lab.connect({ qpsLimit: 20 });
	const names = Array.from({ length: 40 }, (_, index) => `small/${index}.txt`);
	for (const name of names) await lab.makeFile(name, 1000);
	const files = path.join(lab.stack.filesFolder, 'small/*.txt');

	// More than one of them has room for.
	const ids: string[] = [];
	for (let run = 0; run <= CONCURRENCY; run++) ids.push(await lab.upload(files, target.uploadNode()));
	for (const id of ids) {
		const { status, outputs } = await lab.result(id);
		expect({ status, files: outputs[0]?.length }).toEqual({ status: 'success', files: names.length });
	}
	const workers = await Promise.all(ids.map(async (id) => await lab.workerOf(id)));
	expect(new Set(workers)).toEqual(new Set([1, 2]));

	const { emulator } = target;
	expect(emulator.files()).toHaveLength(ids.length * names.length);
	const digests = await Promise.all(names.map(async (name) => await sha256(sampleStream(1000, name))));
	expect(new Set(emulator.files().map((stored) => stored.sha256))).toEqual(new Set(digests));
	const calls = emulator.calls().filter(({ operation }) => operation !== 'put');
	const throttled = calls.filter(({ status }) => status !== 200);
	expect(throttled.length).toBeLessThan(calls.length / 10);
}, 120_000);

it('an upload outlives many signatures and several tokens on a slow line, and tells how far it is', async () => {
	const target = await lab.connect({
		bytesPerSecondTotal: 2.5 * MIB,
		signatureLifetimeSeconds: 3,
		tokenLifetimeSeconds: 8,
	});
	const { emulator } = target;
	const file = await lab.makeFile('long.bin', 64 * MIB);
	const id = await lab.upload(file, target.uploadNode({ options: { partSizeMb: 1 } }));
	const worker = lab.stack.worker(await lab.workerOf(id));
	const progress = () =>
		[...worker.log().matchAll(/Uploading 'long\.bin': (\d+) %/g)].map(([, of]) => Number(of));
	// Told while it goes on.
	await eventually(() => progress().length >= 3, 'the log tells of a third of it', 60_000);
	expect(emulator.files()).toEqual([]);

	expect(await lab.result(id)).toMatchObject({ status: 'success' });
	await lab.expectWholeFile(target, 'long.bin', 64 * MIB);
	expect(emulator.calls({ operation: 'token', status: 200 }).length).toBeGreaterThanOrEqual(3);
	expect(emulator.calls({ operation: 'query', status: 200 }).length).toBeGreaterThanOrEqual(24);
	expect(progress()).toHaveLength(10);
}, 120_000);
