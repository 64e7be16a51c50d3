import { appendFile, truncate, unlink } from 'node:fs/promises';
import path from 'node:path';
import { MIB, sampleStream } from '../../scripts/lib/sample-file.cjs';
import { uploadNode, useCoreLab } from './support/core-lab';

const SIZE_BYTES = 3 * MIB;

const lab = useCoreLab();

/** An item whose file n8n keeps on disk, and where. */
async function itemOnDisk() {
	const data = await lab.n8n.storeBinary(sampleStream(SIZE_BYTES), 'file.bin');
	const [, relativePath = ''] = data.id?.split(':') ?? [];
	const file = path.join(process.env['N8N_STORAGE_PATH'] ?? '', relativePath);
	return { item: { json: {}, binary: { data } }, file };
}

const OTHER_SIZE = 'The file does not have the size that n8n recorded for it';
const UNREADABLE = "The file could not be read from n8n's binary data";
const CHANGES: ReadonlyArray<readonly [string, (file: string) => Promise<void>, string]> = [
	['was cut', async (file) => await truncate(file, SIZE_BYTES - 1), OTHER_SIZE],
	['was emptied', async (file) => await truncate(file, 0), OTHER_SIZE],
	['has grown', async (file) => await appendFile(file, 'x'), OTHER_SIZE],
	['was deleted', async (file) => await unlink(file), UNREADABLE],
];

describe.each(CHANGES)("a file on n8n's disk that %s since the node before", (_, change, message) => {
	it.each([1, 16])('is an error and never a file, with parts of %i MiB', async (partSizeMb) => {
		const { item, file } = await itemOnDisk();
		await change(file);
		const { status, error } = await lab.n8n.run(uploadNode({ options: { partSizeMb } }), [item]);
		expect(status).toBe('error');
		expect(error?.message).toBe(message);
		expect(lab.emulator.files()).toEqual([]);
		expect(lab.emulator.calls({ operation: 'commit' })).toEqual([]);
	});
});
