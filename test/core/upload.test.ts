import { DEMO } from '../../emulator';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { uploadNode, useCoreLab } from './support/core-lab';

const lab = useCoreLab();

/** An item whose file another node has stored on disk. */
async function itemWithFile(fileName: string, sizeBytes: number) {
	return {
		json: { asked: fileName },
		binary: { data: await lab.n8n.storeBinary(sampleStream(sizeBytes), fileName) },
	};
}

/** Files go up side by side: which one is stored first is chance. */
const storedNames = () =>
	lab.emulator
		.files()
		.map((file) => file.name)
		.sort();

describe('Upload File in the engine of n8n', () => {
	it('stores the bytes of a binary on disk, in parts, and says so', async () => {
		const { status, outputs } = await lab.n8n.run(uploadNode(), [await itemWithFile('报告.pdf', 40 * MIB)]);

		expect(status).toBe('success');
		expect(outputs).toEqual([
			[
				{
					json: expect.objectContaining({
						fileName: '报告.pdf',
						fileSize: 40 * MIB,
						spaceId: DEMO.spaceId,
						upload: expect.objectContaining({ parts: 3, retries: 0 }),
					}),
					pairedItem: { item: 0 },
				},
			],
		]);
		expect(lab.emulator.files()).toEqual([
			expect.objectContaining({ name: '报告.pdf', sha256: await sha256(sampleStream(40 * MIB)) }),
		]);
	});

	it('takes a binary object from an expression', async () => {
		const node = uploadNode({ binaryPropertyName: '={{ $binary.data }}' });
		const { status } = await lab.n8n.run(node, [await itemWithFile('by-expression.bin', 1000)]);

		expect(status).toBe('success');
		expect(storedNames()).toEqual(['by-expression.bin']);
	});
});

describe('one item without a file among three', () => {
	const items = async () => [
		await itemWithFile('first.bin', 10),
		{ json: {} },
		await itemWithFile('third.bin', 30),
	];

	it('ends the run, the other items too, by default', async () => {
		const { status, error } = await lab.n8n.run(uploadNode(), await items());

		expect(status).toBe('error');
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(storedNames()).toEqual([]);
	});

	it('is an error in its place, with Continue', async () => {
		const node = uploadNode({}, { onError: 'continueRegularOutput' });
		const { status, outputs } = await lab.n8n.run(node, await items());

		expect(status).toBe('success');
		expect(outputs[0]).toEqual([
			expect.objectContaining({ json: expect.objectContaining({ fileName: 'first.bin' }) }),
			expect.objectContaining({ json: expect.objectContaining({ error: expect.any(String) }) }),
			expect.objectContaining({ json: expect.objectContaining({ fileName: 'third.bin' }) }),
		]);
		expect(storedNames()).toEqual(['first.bin', 'third.bin']);
	});

	it('goes to the error output, with Continue (Using Error Output)', async () => {
		const node = uploadNode({}, { onError: 'continueErrorOutput' });
		const { outputs } = await lab.n8n.run(node, await items());

		expect(outputs[0]?.map(({ json }) => json['fileName'])).toEqual(['first.bin', 'third.bin']);
		expect(outputs[1]).toEqual([
			expect.objectContaining({ json: expect.objectContaining({ error: expect.any(String) }) }),
		]);
	});
});
