import { createHash } from 'node:crypto';
import { DEMO, startEmulator, type Emulator } from '../../emulator';
import { MIB, sampleStream, sha256 } from '../../scripts/lib/sample-file.cjs';
import { uploadFile } from '../../scripts/lib/workflow.cjs';
import { bootN8nCore } from '../../scripts/lib/n8n-core/harness.cjs';
import { CREDENTIAL, emulatorCredential } from '../support/emulator-credential';

describe('Upload File in n8n-core, binary data on disk', () => {
	let emulator: Emulator;
	let n8n: Awaited<ReturnType<typeof bootN8nCore>>;

	beforeAll(async () => {
		emulator = await startEmulator();
		n8n = await bootN8nCore({ credentials: { [CREDENTIAL.id]: emulatorCredential(emulator) } });
	});
	afterAll(async () => {
		n8n.close();
		await emulator.close();
	});
	beforeEach(() => emulator.reset());

	it('stores the bytes it was given, in parts, and says so', async () => {
		const data = await n8n.storeBinary(sampleStream(40 * MIB), 'report 报告.pdf');
		const { status, outputs } = await n8n.run(uploadFile(CREDENTIAL, DEMO.spaceId), [
			{ json: {}, binary: { data } },
		]);

		expect(status).toBe('success');
		expect(outputs[0]).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ fileName: 'report 报告.pdf', fileSize: 40 * MIB, wasRenamed: false }),
				pairedItem: { item: 0 },
			}),
		]);
		expect(emulator.files()).toEqual([
			expect.objectContaining({
				name: 'report 报告.pdf',
				spaceId: DEMO.spaceId,
				sha256: await sha256(sampleStream(40 * MIB)),
			}),
		]);
		expect(createHash).toBeDefined();
	});
});
