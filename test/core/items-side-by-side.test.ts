import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { DEMO, type RecordedCall } from '../../emulator';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { eventually } from '../support/eventually';
import { uploadNode, useCoreLab } from './support/core-lab';

const KIB = 1024;
const LATENCY_MS = 80;
/** What DingTalk allows, and the emulator by default. */
const CALLS_PER_SECOND = 20;

const lab = useCoreLab({ emulator: { qpsLimit: CALLS_PER_SECOND, latencyMs: LATENCY_MS } });

/** Its bytes depend on its name. */
const itemWithFile = async (fileName: string, sizeBytes: number): Promise<INodeExecutionData> => ({
	json: { fileName },
	binary: { data: await lab.n8n.storeBinary(sampleStream(sizeBytes, fileName), fileName) },
});

async function items(count: number, sizeBytes: number, nameOf = (index: number) => `${index}.bin`) {
	return await Promise.all(
		Array.from({ length: count }, (_, index) => itemWithFile(nameOf(index), sizeBytes)),
	);
}

/** Files with such a name go to a space that is not there. */
const REFUSED = /^refused/;
const refusing: INodeParameters = {
	spaceId: {
		__rl: true,
		mode: 'id',
		value: `={{ $json.fileName.startsWith('refused') ? '1' : '${DEMO.spaceId}' }}`,
	},
};

const durationMs = ({ atMs, endedAtMs = NaN }: RecordedCall) => endedAtMs - atMs;

/** From the first call for a file to the end of the last one. */
function timeOf(fileName: string): { startMs: number; endMs: number } {
	const inits = lab.emulator.calls({ operation: 'init' });
	const commits = lab.emulator.calls({ operation: 'commit' });
	const isIts = ({ body }: RecordedCall) => JSON.stringify(body).includes(JSON.stringify(fileName));
	return { startMs: inits.find(isIts)?.atMs ?? NaN, endMs: commits.find(isIts)?.endedAtMs ?? NaN };
}

describe('two hundred small files', () => {
	const COUNT = 200;
	const SIZE_BYTES = 20 * KIB;

	it('all arrive, in the order of the items, side by side and with no call throttled', async () => {
		const { status, outputs } = await lab.n8n.run(uploadNode(), await items(COUNT, SIZE_BYTES));

		expect(status).toBe('success');
		const names = Array.from({ length: COUNT }, (_, index) => `${index}.bin`);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json['fileName'], pairedItem])).toEqual(
			names.map((name, item) => [name, { item }]),
		);
		const apiCalls = outputs[0]?.map(({ json }) => (json['upload'] as { apiCalls: number }).apiCalls);
		expect(new Set(apiCalls)).toEqual(new Set([3]));

		const digests = new Map(lab.emulator.files().map((file) => [file.name, file.sha256]));
		expect(digests.size).toBe(COUNT);
		for (const name of names) expect(digests.get(name)).toBe(await sha256(sampleStream(SIZE_BYTES, name)));

		const calls = lab.emulator.calls();
		expect(calls.filter((call) => call.status !== 200)).toEqual([]);
		// One after the other, the calls would take this time and more.
		const totalMs = calls.reduce((sum, call) => sum + durationMs(call), 0);
		const startMs = Math.min(...calls.map(({ atMs }) => atMs));
		const endMs = Math.max(...calls.map(({ endedAtMs = NaN }) => endedAtMs));
		expect(endMs - startMs).toBeLessThan(totalMs / 3);
	});
});

it('two executions at a time keep one pace together', async () => {
	const itemsOfEach = await Promise.all([items(25, 1 * KIB), items(25, 1 * KIB)]);
	const runs = await Promise.all(itemsOfEach.map((each) => lab.n8n.run(uploadNode(), each)));

	expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
	expect(lab.emulator.calls({ status: 403 })).toEqual([]);
	expect(lab.emulator.files()).toHaveLength(50);
});

describe('an item that fails', () => {
	const COUNT = 40;
	const FAILING = 12;
	const nameOf = (index: number) => (index === FAILING ? 'refused.bin' : `${index}.bin`);

	it('stops the others at once and is the one that the run fails with', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'stall', count: COUNT });
		const { status, error, outputs } = await lab.n8n.run(
			uploadNode(refusing),
			await items(COUNT, 1 * KIB, nameOf),
		);

		expect(status).toBe('error');
		expect(error).toMatchObject({
			message: 'DingTalk does not find the space',
			context: { itemIndex: FAILING },
		});
		expect(outputs).toEqual([]);
		const puts = lab.emulator.calls({ operation: 'put' });
		expect(puts.length).toBeGreaterThan(0);
		await eventually(() => puts.every(({ endedAtMs }) => endedAtMs !== undefined), 'n8n hangs up');
		expect(lab.emulator.files()).toEqual([]);
		// Those after it were not begun: each waits for its turn.
		expect(lab.emulator.calls({ operation: 'init' }).length).toBeLessThan(COUNT);
	});
});

describe('several items that fail', () => {
	const COUNT = 40;
	const isRefused = (index: number) => index % 3 === 1;
	const nameOf = (index: number) => (isRefused(index) ? `refused ${index}.bin` : `${index}.bin`);
	const indices = Array.from({ length: COUNT }, (_, index) => index);

	it('go to the error output one by one, the others to theirs, each in order', async () => {
		const node = uploadNode(refusing, { onError: 'continueErrorOutput' });
		const { status, outputs } = await lab.n8n.run(node, await items(COUNT, 1 * KIB, nameOf));

		expect(status).toBe('success');
		const [stored, refused] = outputs;
		expect(stored?.map(({ json }) => json['fileName'])).toEqual(
			indices.filter((index) => !isRefused(index)).map(nameOf),
		);
		expect(refused?.map(({ pairedItem }) => pairedItem)).toEqual(
			indices.filter(isRefused).map((item) => ({ item })),
		);
		expect(refused?.every(({ json }) => typeof json['error'] === 'string')).toBe(true);
		expect(lab.emulator.files().every(({ name }) => !REFUSED.test(name))).toBe(true);
	});

	it('stand in their places where errors are continued with', async () => {
		const node = uploadNode(refusing, { onError: 'continueRegularOutput' });
		const { outputs } = await lab.n8n.run(node, await items(COUNT, 1 * KIB, nameOf));

		expect(outputs[0]?.map(({ json, pairedItem }) => ['error' in json, pairedItem])).toEqual(
			indices.map((item) => [isRefused(item), { item }]),
		);
	});
});

describe('files of one name in one folder', () => {
	const COUNT = 30;
	const sameName = async () =>
		await Promise.all(
			Array.from({ length: COUNT }, async (_, index) => ({
				json: {},
				binary: { data: await lab.n8n.storeBinary(sampleStream(1 * KIB, String(index)), 'same.bin') },
			})),
		);

	it('all become files of their own, with Rename Automatically', async () => {
		lab.emulator.faults.add({
			operation: 'commit',
			kind: 'return',
			code: 'operationConcurrentControl',
			count: 3,
		});
		const { status, outputs } = await lab.n8n.run(uploadNode(), await sameName());

		expect(status).toBe('success');
		lab.emulator.faults.assertConsumed();
		const files = lab.emulator.files();
		expect(new Set(files.map(({ name }) => name)).size).toBe(COUNT);
		const digests = await Promise.all(
			Array.from({ length: COUNT }, async (_, index) => await sha256(sampleStream(1 * KIB, String(index)))),
		);
		const digestOf = new Map(files.map(({ id, sha256: digest }) => [id, digest]));
		expect(outputs[0]?.map(({ json }) => digestOf.get(json['fileId'] as string))).toEqual(digests);
	});

	it('become one file and errors, with Fail', async () => {
		const node = uploadNode(
			{ options: { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' } },
			{ onError: 'continueErrorOutput' },
		);
		const { outputs } = await lab.n8n.run(node, await sameName());

		expect(outputs[0]).toHaveLength(1);
		const messages = outputs[1]?.map(({ json }) => json['error']);
		expect(messages).toEqual(
			Array.from({ length: COUNT - 1 }, () => 'The name is already taken in the folder'),
		);
		expect(lab.emulator.files()).toHaveLength(1);
	});
});

describe('large files', () => {
	it('above 64 MiB go up alone, whatever comes before and after them', async () => {
		const small = (index: number) => `${index}.bin`;
		const others = await items(6, 1 * KIB, small);
		const large = await itemWithFile('large.bin', 65 * MIB);
		await lab.n8n.run(uploadNode(), [...others.slice(0, 3), large, ...others.slice(3)]);

		const alone = timeOf('large.bin');
		for (const index of [0, 1, 2]) expect(timeOf(small(index)).endMs).toBeLessThanOrEqual(alone.startMs);
		for (const index of [3, 4, 5]) expect(timeOf(small(index)).startMs).toBeGreaterThanOrEqual(alone.endMs);
	}, 120_000);

	it('go up side by side as long as they are no larger than that together', async () => {
		await lab.n8n.run(uploadNode(), await items(3, 30 * MIB));

		const [first, second, third] = [timeOf('0.bin'), timeOf('1.bin'), timeOf('2.bin')];
		expect(second.startMs).toBeLessThan(first.endMs);
		expect(third.startMs).toBeGreaterThanOrEqual(Math.min(first.endMs, second.endMs));
	}, 120_000);
});
