import { STRATEGIES, useCommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';

const BYTES = deterministicBytes(5_000, 1);

const at = useCommitLab();

describe('a commit that is answered', () => {
	test.each(STRATEGIES)('%s: is sent once, and nobody looks at the folder', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		await upload.commit();
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 1, looks: 0 });
		expect(at.lab.sleptMs).toEqual([]);
	});

	test('a refusal is final, and nobody looks at the folder', async () => {
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'spaceQuotaInsufficient' });
		const upload = await at.lab.store(BYTES);
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'SPACE_FULL',
			facts: { operation: 'commitFile' },
		});
		expect(at.calls()).toEqual({ commits: 1, looks: 0 });
	});

	test('a file of another size is no success', async () => {
		const dentry = { id: '7', spaceId: DEMO.spaceId, name: 'file.bin', size: BYTES.length - 1 };
		at.emulator.faults.add({
			kind: 'return',
			operation: 'commit',
			status: 200,
			body: JSON.stringify({ dentry }),
		});
		const upload = await at.lab.store(BYTES);
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'SIZE_MISMATCH',
			facts: { uploadKey: upload.uploadKey, sizeBytes: BYTES.length, dentryIds: ['7'] },
		});
		expect(at.calls()).toEqual({ commits: 1, looks: 0 });
	});
});
