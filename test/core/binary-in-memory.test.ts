import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { uploadNode, useCoreLab } from './support/core-lab';

const lab = useCoreLab({ binaryDataMode: 'default' });

it('uploads a file that n8n keeps in memory, in parts like any other', async () => {
	const data = await lab.n8n.storeBinary(sampleStream(20 * MIB), 'in-memory.bin');
	expect(data.id).toBeUndefined();

	const { status } = await lab.n8n.run(uploadNode(), [{ json: {}, binary: { data } }]);

	expect(status).toBe('success');
	expect(lab.emulator.files()).toEqual([
		expect.objectContaining({
			name: 'in-memory.bin',
			sha256: await sha256(sampleStream(20 * MIB)),
			parts: [expect.anything(), expect.anything()],
		}),
	]);
});
