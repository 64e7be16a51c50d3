import path from 'node:path';
import { DEMO } from '../../emulator';
import { sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { manualTrigger, readFiles } from '../../scripts/lib/workflow.cjs';
import { makeFile } from './support/make-file';
import { N8nLab } from './support/n8n-lab';

const SIZE_BYTES = 300_000;

let lab: N8nLab;
beforeEach(async () => {
	lab = await N8nLab.open();
});
afterEach(async () => await lab.close());

/** The names and digests that were to be stored, and what the emulator has: files side by side are stored in any order. */
const stored = () =>
	lab.emulator
		.files()
		.map(({ name, sha256: digest }) => [name, digest])
		.toSorted();
const expected = async (...names: string[]) =>
	await Promise.all(
		names.map(async (name) => [path.basename(name), await sha256(sampleStream(SIZE_BYTES, name))]),
	);

it('one file that is refused goes to the error output, the others are stored', async () => {
	const names = ['batch/1.bin', 'batch/2.bin', 'batch/3.bin'];
	for (const name of names) await makeFile(name, SIZE_BYTES);
	const glob = await makeFile('batch/1.bin', SIZE_BYTES).then((file) =>
		path.join(path.dirname(file), '*.bin'),
	);
	const spaceId = {
		__rl: true,
		mode: 'id',
		value: `={{ $json.fileName === '2.bin' ? '1' : '${DEMO.spaceId}' }}`,
	};

	const { status, outputs } = await lab.run(
		manualTrigger(),
		readFiles(glob),
		lab.uploadNode({ spaceId }, { onError: 'continueErrorOutput' }),
	);

	expect(status).toBe('success');
	expect(outputs[0]?.map((json) => json['fileName'])).toEqual(['1.bin', '3.bin']);
	expect(outputs[1]).toEqual([expect.objectContaining({ fileName: '2.bin', error: expect.any(String) })]);
	expect(stored()).toEqual(await expected('batch/1.bin', 'batch/3.bin'));
});

it('a binary object given by an expression is uploaded', async () => {
	const file = await makeFile('by-expression.bin', SIZE_BYTES);

	const { status } = await lab.run(
		manualTrigger(),
		readFiles(file),
		lab.uploadNode({ binaryPropertyName: '={{ $binary.data }}' }),
	);

	expect(status).toBe('success');
	expect(stored()).toEqual(await expected('by-expression.bin'));
});
