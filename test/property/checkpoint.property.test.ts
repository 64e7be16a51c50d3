import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { Emulator } from '../../emulator';
import { DingTalkError } from '../../lib/dingtalk';
import { readCheckpoint, writeCheckpoint } from '../../lib/dingtalk/checkpoint-text';
import { bufferSource, UploadError, UploadJournal } from '../../lib/upload';
import { deterministicBytes } from '../support/pattern-bytes';
import { startTestEmulator } from '../support/start-emulator';
import { createUploadLab, type UploadLab } from '../support/upload-lab';
import { spoiltJson } from './support/spoilt-json';

const PART_SIZE_BYTES = 100 * 1024;
const BYTES = deterministicBytes(2 * PART_SIZE_BYTES + 1);

let emulator: Emulator;
let lab: UploadLab;
let checkpointText: string;
beforeAll(async () => {
	emulator = await startTestEmulator({ switches: { crc64: false } });
	lab = createUploadLab(emulator);
	const journal = new UploadJournal();
	emulator.faults.add({ kind: 'return', operation: 'put', partNumber: 3, code: 'InvalidArgument' });
	await lab
		.upload(bufferSource(BYTES), { partSizeBytes: PART_SIZE_BYTES, maxPartsInFlight: 1, journal })
		.catch(() => {});
	if (journal.checkpoint === undefined) throw new Error('The upload left no checkpoint');
	const target = { spaceId: '1', parentId: '0', fileName: 'file.bin' };
	checkpointText = writeCheckpoint({ ...target, checkpoint: journal.checkpoint });
});
afterAll(async () => {
	await lab.close();
	await emulator.close();
});

const pack = (json: string) => `dingtalk-upload-1.${deflateRawSync(json).toString('base64url')}`;

it('a checkpoint is read as it was written', () => {
	const saved = readCheckpoint(checkpointText);
	if (saved === undefined) throw new Error('It is not read');
	expect(Object.keys(saved.checkpoint.digests)).toEqual(['1', '2']);
	expect(readCheckpoint(writeCheckpoint(saved))).toEqual(saved);
});

it('a text that is none is not taken for one', () => {
	const spoilt = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.nat(300).map((end) => checkpointText.slice(0, Math.min(end, checkpointText.length - 1))),
		fc.string().map(pack),
		fc.json().map(pack),
		fc.base64String().map((text) => `dingtalk-upload-1.${text}`),
	);
	fc.assert(
		fc.property(spoilt, (text) => expect(readCheckpoint(text)).toBeUndefined()),
		{ numRuns: 500 },
	);
});

it('a text that unpacks to 200 MB is not unpacked', () => {
	const bomb = deflateRawSync(Buffer.alloc(200_000_000)).toString('base64url');
	expect(readCheckpoint(`dingtalk-upload-1.${bomb}`)).toBeUndefined();
});

it('whatever is taken for one ends as one whole file, or as a typed error without one', async () => {
	const saved = readCheckpoint(checkpointText);
	const property = fc.asyncProperty(spoiltJson(saved), async (text) => {
		const read = readCheckpoint(pack(text));
		if (read === undefined) return;
		const before = emulator.files().length;
		const journal = new UploadJournal(read.checkpoint);
		try {
			await lab.upload(bufferSource(BYTES), { journal, signal: AbortSignal.timeout(20_000) });
			expect(emulator.files()).toHaveLength(before + 1);
			const { id } = emulator.files().at(-1) ?? { id: '' };
			expect((await emulator.readFile(id)).equals(BYTES)).toBe(true);
		} catch (error) {
			if (!(error instanceof UploadError) && !DingTalkError.is(error)) throw error;
			expect(error.code).not.toBe('UPLOAD_ABORTED');
			expect(emulator.files()).toHaveLength(before);
		}
	});
	await fc.assert(property, { numRuns: 200 });
});
