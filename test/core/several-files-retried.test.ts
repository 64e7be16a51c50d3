import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IBinaryKeyData, IDataObject, INode } from 'n8n-workflow';
import { checkpointOf } from '../support/checkpoint-of';
import { deterministicBytes } from '../support/pattern-bytes';
import { nodeFolderIn, useCoreLab } from './support/core-lab';
import { digestsOf, itemOfOneName, sha256, uploadFiles } from './support/several-files';

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-several-'));
const lab = useCoreLab({ folder });

const PART_BYTES = 128 * 1024;
const PARTS = { partSizeMb: 0.125, maxAttempts: 1, maxConcurrentParts: 1 };
const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
/** Ends an upload of more than four parts. */
const FAILS_AT_PART_5 = { operation: 'put', partNumber: 5, kind: 'return', status: 400 } as const;

const inits = () =>
	lab.emulator
		.calls({ operation: 'init', status: 200 })
		.map(({ body }) => (body?.['option'] as { preCheckParam: { name: string } }).preCheckParam.name);
const forgetOnDisk = async () => await rm(nodeFolderIn(folder), { recursive: true, force: true });

async function fileOf(fileName: string, bytes: Buffer) {
	return await lab.n8n.storeBinary(bytes, fileName);
}

/** A file of eight parts, which begins as another one does. */
const large = (seed: number) =>
	Buffer.concat([deterministicBytes(4 * PART_BYTES), deterministicBytes(4 * PART_BYTES, seed)]);

beforeEach(forgetOnDisk);

/** Fails at one of the files; the checkpoint is all that is left of that. */
async function failAtPart5(field: string, binary: IBinaryKeyData): Promise<string> {
	lab.emulator.faults.add(FAILS_AT_PART_5);
	const { error } = await uploadFiles(lab, field, [{ json: {}, binary }], { options: PARTS });
	await forgetOnDisk();
	return checkpointOf(error);
}

test('Retry On Fail uploads no finished file again', async () => {
	const binary = {
		small: await fileOf('small.txt', Buffer.from('small')),
		large: await fileOf('large.bin', large(1)),
		other: await fileOf('other.txt', Buffer.from('other')),
	};
	// Long enough for the small ones to be finished.
	lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'slow', bytesPerSecond: 256 * 1024 });
	lab.emulator.faults.add(FAILS_AT_PART_5);
	const { status, names } = await uploadFiles(lab, '*', [{ json: {}, binary }], { options: PARTS }, RETRY);
	lab.emulator.faults.assertConsumed();
	expect(status).toBe('success');
	expect(names.map(([name]) => name)).toEqual(['small.txt', 'large.bin', 'other.txt']);
	expect(inits().sort()).toEqual(['large.bin', 'other.txt', 'small.txt']);
	expect(lab.emulator.files()).toHaveLength(3);
});

test('a next try knows files of one name and size apart', async () => {
	const texts = ['first', 'other', 'third'];
	lab.emulator.faults.add({ operation: 'put', kind: 'return', status: 400 });
	const options = { maxAttempts: 1 };
	const { json } = await uploadFiles(lab, '*', [await itemOfOneName(lab, texts)], { options }, RETRY);
	lab.emulator.faults.assertConsumed();
	expect(digestsOf(lab, json)).toEqual(texts.map(sha256));
});

test('Resume From goes on with the file that it is of, and begins the others', async () => {
	const binary = {
		a: await fileOf('a.bin', large(1)),
		b: await fileOf('b.bin', large(2)),
	};
	const options = { ...PARTS, resumeFrom: await failAtPart5('b', binary) };
	const { json } = await uploadFiles(lab, '*', [{ json: {}, binary }], { options });
	expect(json.map((each) => [each['fileName'], (each['upload'] as IDataObject)['resumedParts']])).toEqual([
		['a.bin', 0],
		['b.bin', 4],
	]);
	expect(digestsOf(lab, json)).toEqual([sha256(large(1)), sha256(large(2))]);
});

test('Resume From never mixes two files of the same name, size and beginning', async () => {
	const binary = {
		a: await fileOf('same.bin', large(1)),
		b: await fileOf('same.bin', large(2)),
	};
	const options = { ...PARTS, resumeFrom: await failAtPart5('a', binary) };
	// The first takes long enough for the other to come between, which then takes longer still.
	const slow = { operation: 'put', partNumber: 7, kind: 'slow' } as const;
	lab.emulator.faults.add({ ...slow, bytesPerSecond: 256 * 1024 }, { ...slow, bytesPerSecond: 96 * 1024 });
	const { json, error } = await uploadFiles(lab, '*', [{ json: {}, binary }], { options });
	expect(error).toBeUndefined();
	expect(digestsOf(lab, json)).toEqual([sha256(large(1)), sha256(large(2))]);
});
