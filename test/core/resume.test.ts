import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../../emulator';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { checkpointOf } from '../support/checkpoint-of';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';
import { eventually } from '../support/eventually';
import { nodeFolderIn, uploadNode, useCoreLab } from './support/core-lab';

const SIZE_BYTES = MIB;
const OPTIONS = { partSizeMb: 0.125, maxAttempts: 1, maxConcurrentParts: 2 };
const ALL_PARTS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Ends an upload of more than four parts. */
const FAILS_AT_PART_5: Fault = { operation: 'put', partNumber: 5, kind: 'return', status: 400 };
const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-resume-'));
const journals = nodeFolderIn(folder);
const lab = useCoreLab({ folder });
const forgetOnDisk = async () => await rm(journals, { recursive: true, force: true });
beforeEach(forgetOnDisk);

async function item(fileName: string, sizeBytes = SIZE_BYTES, seed = fileName): Promise<INodeExecutionData> {
	return {
		json: {},
		binary: { data: await lab.n8n.storeBinary(sampleStream(sizeBytes, seed), fileName) },
	};
}

async function run(items: INodeExecutionData[], options: IDataObject = {}, settings: Partial<INode> = {}) {
	const node = uploadNode({ options: { ...OPTIONS, ...options } as never }, settings);
	const { status, error, outputs, task } = await lab.n8n.run(node, items);
	return { status, error, task, json: (outputs[0] ?? []).map(({ json }) => json) };
}

/** The numbers of the parts that were sent since there were so many calls. */
const partsSince = (calls: number) => [
	...new Set(
		lab.emulator
			.calls()
			.slice(calls)
			.flatMap((call) => (call.operation === 'put' ? (call.partNumber ?? []) : [])),
	),
];
const uploadsOpened = () =>
	lab.emulator.calls({ operation: 'init' }).filter((call) => call.status === 200).length;
async function expectWholeFiles(...names: string[]): Promise<void> {
	const expected = await Promise.all(
		names.map(async (name) => ({ name, sha256: await sha256(sampleStream(SIZE_BYTES, name)) })),
	);
	const files = lab.emulator.files().map(({ name, sha256: digest }) => ({ name, sha256: digest }));
	expect(files.sort((a, b) => a.name.localeCompare(b.name))).toEqual(expected);
}

describe('Retry On Fail', () => {
	it('sends only the parts that are missing, and no finished file again', async () => {
		const small = { json: {}, binary: { data: await lab.n8n.storeBinary(Buffer.from('small'), 'small') } };
		// Half a second, in which the small file is finished.
		const slow = { operation: 'put', kind: 'slow', bytesPerSecond: 256 * 1024 } as const;
		lab.emulator.faults.add({ ...slow, partNumber: 3 }, { ...slow, partNumber: 4 });
		lab.emulator.faults.add(FAILS_AT_PART_5);

		const { status, json } = await run([small, await item('large')], {}, RETRY);

		lab.emulator.faults.assertConsumed();
		expect(status).toBe('success');
		expect(json.map(({ fileName }) => fileName)).toEqual(['small', 'large']);
		expect(json[1]).toMatchObject({ upload: { parts: 8 } });
		expect((json[1]?.['upload'] as IDataObject)['resumedParts']).toBeGreaterThanOrEqual(3);
		expect(lab.emulator.files()).toHaveLength(2);
		expect(uploadsOpened()).toBe(2);
	});

	it('works without the disk', async () => {
		// A file in the place of the folder.
		await mkdir(path.dirname(journals), { recursive: true });
		await writeFile(journals, '');
		lab.emulator.faults.add(FAILS_AT_PART_5);
		const { status } = await run([await item('a')], {}, RETRY);
		lab.emulator.faults.assertConsumed();
		expect(status).toBe('success');
		expect(uploadsOpened()).toBe(1);
		await expectWholeFiles('a');
	});
});

describe('a new execution', () => {
	async function fail(name = 'a') {
		lab.emulator.faults.add(FAILS_AT_PART_5);
		const { error } = await run([await item(name)]);
		expect(error).toMatchObject({
			message: 'A part of the file could not be stored',
			description: expect.stringMatching(/Stored parts: \d\..*'Resume From'/),
		});
		return checkpointOf(error);
	}

	it('goes on from what the error carried', async () => {
		const resumeFrom = await fail();
		await forgetOnDisk();
		const calls = lab.emulator.calls().length;
		const { json } = await run([await item('a')], { resumeFrom });
		const { resumedParts } = json[0]?.['upload'] as { resumedParts: number };
		expect(resumedParts).toBeGreaterThanOrEqual(3);
		expect(partsSince(calls)).toHaveLength(ALL_PARTS.length - resumedParts);
		await expectWholeFiles('a');
	});

	it('goes on from the disk where that is further than the checkpoint', async () => {
		const resumeFrom = await fail();
		lab.emulator.faults.add({ ...FAILS_AT_PART_5, partNumber: 8 });
		expect((await run([await item('a')], { resumeFrom })).status).toBe('error');
		const { json } = await run([await item('a')], { resumeFrom });
		expect((json[0]?.['upload'] as { resumedParts: number }).resumedParts).toBeGreaterThanOrEqual(6);
		await expectWholeFiles('a');
	});

	it('goes on by itself on the same machine, once', async () => {
		await fail();
		const first = await run([await item('a')]);
		expect(first.json[0]).toMatchObject({ upload: { resumedParts: expect.any(Number) } });
		expect(uploadsOpened()).toBe(1);
		await expectWholeFiles('a');
		expect((await readdir(journals)).filter((name) => name.endsWith('.jsonl'))).toEqual([]);

		await run([await item('a')]);
		expect(uploadsOpened()).toBe(2);
	});

	it('goes on where the last one was stopped', async () => {
		lab.emulator.faults.add({ operation: 'put', partNumber: 6, kind: 'stall' });
		const stopped = lab.n8n.start(uploadNode({ options: OPTIONS }), [await item('a')]);
		await eventually(() => lab.emulator.calls({ operation: 'put' }).length > 6, 'parts are on their way');
		stopped.cancel();
		await stopped.catch(() => {});

		const { json } = await run([await item('a')]);
		expect((json[0]?.['upload'] as IDataObject)['resumedParts']).toBeGreaterThanOrEqual(4);
		await expectWholeFiles('a');
	});

	it('sends everything where the file has changed, and says so', async () => {
		const resumeFrom = await fail();
		const calls = lab.emulator.calls().length;
		const { json, task } = await run([await item('a', SIZE_BYTES, 'other bytes')], { resumeFrom });
		expect(json[0]).toMatchObject({ upload: { startedAnew: 'sourceChanged', resumedParts: 0 } });
		expect(task?.hints?.map(({ message }) => message)).toEqual([expect.stringContaining('has changed')]);
		expect(partsSince(calls).sort()).toEqual(ALL_PARTS);
	});

	it('refuses a checkpoint of another file, and what is none, before it sends anything', async () => {
		const resumeFrom = await fail();
		const calls = lab.emulator.calls().length;
		const refused = [
			await run([await item('b')], { resumeFrom }),
			await run([await item('a')], { resumeFrom: resumeFrom.slice(0, -20) }),
			await run([await item('a')], { resumeFrom: 'nonsense' }),
		];
		expect(refused.map(({ error }) => error?.message)).toEqual([
			"'Resume From' is of another upload",
			"'Resume From' is not the checkpoint of an upload",
			"'Resume From' is not the checkpoint of an upload",
		]);
		expect(lab.emulator.calls()).toHaveLength(calls);
	});

	it('takes the checkpoint from a failed item of the one before', async () => {
		lab.emulator.faults.add(FAILS_AT_PART_5);
		const failed = await run([await item('a')], {}, { onError: 'continueRegularOutput' });
		await forgetOnDisk();
		const { checkpoint: resumeFrom } = failed.json[0]?.['details'] as IDataObject;
		const next = await run([await item('a')], { resumeFrom });
		expect(next.status).toBe('success');
		expect(uploadsOpened()).toBe(1);
		await expectWholeFiles('a');
	});
});

describe('a process that is ended in the middle', () => {
	/** For n8n's engine to start in a process of its own on a busy machine. */
	const BOOT_MS = 45_000;

	/** Starts an upload in a process of its own, ends that once some parts are stored, and tells what it said. */
	async function interrupt(signal: NodeJS.Signals) {
		// The last part of the file never gets its answer, so that the upload does not end by itself.
		lab.emulator.faults.add({ operation: 'put', partNumber: ALL_PARTS.length, kind: 'stall' });
		const child = fork(path.join(__dirname, 'support/interrupted-child.cjs'));
		child.send({
			folder,
			credentials: { [CREDENTIAL.id]: emulatorCredential(lab.emulator) },
			node: uploadNode({ options: OPTIONS }),
			sizeBytes: SIZE_BYTES,
			fileName: 'a',
		});
		const ended = once(child, 'exit');
		const said = Promise.race([once(child, 'message'), ended]);
		await eventually(
			async () => (await linesOnDisk()) === ALL_PARTS.length,
			'all parts but one are stored',
			BOOT_MS,
		);
		const signalledAtMs = performance.now();
		child.kill(signal);
		const [message] = (await said) as [{ message: string; description: string } | null];
		const elapsedMs = performance.now() - signalledAtMs;
		await ended;
		return { message, elapsedMs };
	}

	async function linesOnDisk(): Promise<number> {
		const names = await readdir(journals).catch(() => []);
		const texts = await Promise.all(
			names.map(async (name) => await readFile(path.join(journals, name), 'utf8')),
		);
		return texts.join('').split('\n').filter(Boolean).length;
	}

	async function expectResumed(): Promise<void> {
		const { json } = await run([await item('a')]);
		expect(json[0]).toMatchObject({ upload: { resumedParts: ALL_PARTS.length - 1 } });
		expect(uploadsOpened()).toBe(1);
		await expectWholeFiles('a');
	}

	it('was killed: the next process goes on', async () => {
		await interrupt('SIGKILL');
		await expectResumed();
	});

	it('was asked to end: fails within a second, and the next process goes on', async () => {
		const { message, elapsedMs } = await interrupt('SIGTERM');
		expect(elapsedMs).toBeLessThan(1000);
		expect(message).toMatchObject({ message: 'The upload was stopped' });
		expect(message?.description).toMatch(/Stored parts: 7\./);
		await expectResumed();
	});
});
