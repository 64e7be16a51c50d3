import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Emulator, Fault } from '../../emulator';
import {
	bufferSource,
	fileSource,
	streamSource,
	UploadJournal,
	type ByteSource,
	type Checkpoint,
} from '../../lib/upload';
import { deterministicBytes } from '../support/pattern-bytes';
import { startTestEmulator } from '../support/start-emulator';
import { createUploadLab, type UploadLab } from '../support/upload-lab';

const PART_SIZE_BYTES = 100 * 1024;
const ALL_PARTS = [1, 2, 3, 4, 5, 6, 7, 8];
const BYTES = deterministicBytes(ALL_PARTS.length * PART_SIZE_BYTES - 7);
const OPTIONS = { partSizeBytes: PART_SIZE_BYTES, maxAttempts: 2, maxPartsInFlight: 2 };

let emulator: Emulator;
let lab: UploadLab;
let folder: string;
beforeEach(async () => {
	emulator = await startTestEmulator();
	lab = createUploadLab(emulator);
	folder = await mkdtemp(path.join(tmpdir(), 'resume-'));
});
afterEach(async () => {
	await lab.close();
	await emulator.close();
	await rm(folder, { recursive: true });
});

/** An upload that fails as the fault says, and the checkpoint it leaves behind: as JSON, for so it is kept. */
async function fail(fault: Fault, options: Parameters<UploadLab['upload']>[1] = {}): Promise<Checkpoint> {
	emulator.faults.add(fault);
	const journal = new UploadJournal();
	await expect(lab.upload(bufferSource(BYTES), { ...OPTIONS, ...options, journal })).rejects.toThrow();
	emulator.faults.assertConsumed();
	return JSON.parse(JSON.stringify(journal.checkpoint));
}

const failAtPart = async (partNumber: number) =>
	await fail({ operation: 'put', partNumber, kind: 'return', status: 500, count: 2 });

/** Goes on, and tells what was sent for it. */
async function resume(checkpoint: Checkpoint, source: ByteSource = bufferSource(BYTES), options = {}) {
	const earlier = emulator.calls().length;
	const journal = new UploadJournal(checkpoint);
	const result = await lab.upload(source, { ...OPTIONS, ...options, journal });
	const calls = emulator.calls().slice(earlier);
	return {
		result,
		operations: new Set(calls.map((call) => call.operation)),
		// Once each: of a part that was given up, a last attempt may arrive only now.
		partsSent: [...new Set(calls.flatMap((call) => call.partNumber ?? []))].sort(),
	};
}

function expectOneFile(bytes: Uint8Array = BYTES): void {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	expect(emulator.files()).toEqual([expect.objectContaining({ sizeBytes: bytes.length, sha256 })]);
}

const storedParts = (checkpoint: Checkpoint) => Object.keys(checkpoint.digests).map(Number);
const missingParts = (checkpoint: Checkpoint) =>
	ALL_PARTS.filter((partNumber) => !storedParts(checkpoint).includes(partNumber));

const SOURCES: ReadonlyArray<[string, (bytes: Buffer) => Promise<ByteSource>]> = [
	['a buffer', async (bytes) => bufferSource(bytes)],
	[
		'a file',
		async (bytes) => {
			const file = path.join(folder, 'file.bin');
			await writeFile(file, bytes);
			return fileSource(file, bytes.length);
		},
	],
	['a stream', async (bytes) => streamSource(async () => Readable.from([bytes]), bytes.length)],
];

describe.each(SOURCES)('an upload that goes on, from %s,', (_, open) => {
	it('sends only the parts that are missing, under the same key', async () => {
		const checkpoint = await failAtPart(5);
		expect(storedParts(checkpoint).length).toBeGreaterThanOrEqual(3);
		const { result, partsSent } = await resume(checkpoint, await open(BYTES));
		expect(partsSent).toEqual(missingParts(checkpoint));
		expect(result).toMatchObject({
			uploadKey: checkpoint.uploadKey,
			resumedParts: storedParts(checkpoint).length,
			startedAnew: undefined,
		});
		expectOneFile();
	});

	it('starts anew, and says so, where the bytes are not the same any more', async () => {
		const checkpoint = await failAtPart(5);
		const changed = Buffer.from(BYTES);
		changed.writeUInt8(changed.readUInt8(PART_SIZE_BYTES + 1) ^ 1, PART_SIZE_BYTES + 1);
		const { result } = await resume(checkpoint, await open(changed));
		expect(result).toMatchObject({ startedAnew: 'sourceChanged', resumedParts: 0 });
		expect(result.uploadKey).not.toBe(checkpoint.uploadKey);
		expectOneFile(changed);
	});

	it('starts anew where the size is another', async () => {
		const checkpoint = await failAtPart(5);
		const shorter = BYTES.subarray(0, -1);
		const { result } = await resume(checkpoint, await open(shorter));
		expect(result.startedAnew).toBe('sourceChanged');
		expectOneFile(shorter);
	});

	it('starts anew where DingTalk has forgotten the upload', async () => {
		const checkpoint = await failAtPart(5);
		emulator.faults.add({ operation: 'query', kind: 'return', code: 'paramError.uploadKey' });
		const { result, partsSent } = await resume(checkpoint, await open(BYTES));
		expect(result).toMatchObject({ startedAnew: 'uploadGone', resumedParts: 0 });
		expect(partsSent).toEqual(ALL_PARTS);
		expectOneFile();
	});
});

it('starts anew where the storage has forgotten the upload', async () => {
	const checkpoint = await failAtPart(5);
	const body = '<Error><Code>NoSuchUpload</Code></Error>';
	emulator.faults.add({ operation: 'put', partNumber: 5, kind: 'return', status: 404, body });
	const { result } = await resume(checkpoint);
	expect(result.startedAnew).toBe('uploadGone');
	expectOneFile();
});

it('starts anew where the upload is gone at the commit', async () => {
	const checkpoint = await fail({ operation: 'commit', kind: 'return', code: 'spaceQuotaInsufficient' });
	emulator.faults.add({ operation: 'commit', kind: 'return', code: 'paramError' });
	const { result } = await resume(checkpoint);
	expect(result.startedAnew).toBe('uploadGone');
	expectOneFile();
});

it('starts anew once only', async () => {
	const checkpoint = await failAtPart(5);
	emulator.faults.add({ operation: 'query', kind: 'return', code: 'paramError.uploadKey', count: 2 });
	await expect(resume(checkpoint)).rejects.toMatchObject({ code: 'UPLOAD_KEY_INVALID' });
	expect(emulator.files()).toEqual([]);
});

it('sends nothing but the commit where all parts are stored', async () => {
	const checkpoint = await fail({
		operation: 'commit',
		kind: 'return',
		code: 'Forbidden.AccessDenied.ApiCountLimitForOrg',
	});
	expect(checkpoint.commitUnclearSinceMs).toBeUndefined();
	const { result, operations } = await resume(checkpoint);
	expect([...operations]).toEqual(['commit']);
	expect(result.resumedParts).toBe(ALL_PARTS.length);
	expectOneFile();
});

it('keeps to the part size it began with', async () => {
	const checkpoint = await failAtPart(5);
	const { result, partsSent } = await resume(checkpoint, undefined, { partSizeBytes: 3 * PART_SIZE_BYTES });
	expect(result.partSizeBytes).toBe(PART_SIZE_BYTES);
	expect(partsSent).toEqual(missingParts(checkpoint));
	expectOneFile();
});

it('remembers parts whose checksum nobody compares', async () => {
	const fault: Fault = { operation: 'put', partNumber: 5, kind: 'return', status: 500, count: 2 };
	const checkpoint = await fail(fault, { verifyParts: false });
	const { partsSent } = await resume(checkpoint, undefined, { verifyParts: false });
	expect(partsSent).toEqual(missingParts(checkpoint));
	expectOneFile();
});

it('goes on as often as it takes', async () => {
	let checkpoint = await failAtPart(2);
	for (const partNumber of [4, 6, 8]) {
		if (!missingParts(checkpoint).includes(partNumber)) continue;
		emulator.faults.add({ operation: 'put', partNumber, kind: 'return', status: 500, count: 2 });
		const journal = new UploadJournal(checkpoint);
		await expect(lab.upload(bufferSource(BYTES), { ...OPTIONS, journal })).rejects.toThrow();
		expect(storedParts(journal.checkpoint!)).toEqual(expect.arrayContaining(storedParts(checkpoint)));
		checkpoint = journal.checkpoint!;
	}
	await resume(checkpoint);
	expectOneFile();
});

it('holds keys, sizes and digests in its checkpoint, and no address and no secret', async () => {
	const { digests, ...others } = await failAtPart(5);
	expect(others).toEqual({
		uploadKey: emulator.uploads()[0]?.uploadKey,
		sizeBytes: BYTES.length,
		partSizeBytes: PART_SIZE_BYTES,
	});
	for (const digest of Object.values(digests)) expect(digest).toMatch(/^[0-9A-F]{32}$/);
});
