import { createCommitLab, STRATEGIES, useCommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';

const TWO_DAYS_MS = 48 * 3_600_000;
const BYTES = deterministicBytes(5_000, 1);
const SAME_SIZE = deterministicBytes(5_000, 2);

const at = useCommitLab();

describe('a commit that an earlier run sent without learning of its outcome', () => {
	test.each(STRATEGIES)('%s, executed: the file is found, and nothing is sent', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		const unclearSinceMs = Date.now();
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		await upload.commitOnce();
		expect(await upload.commit({ unclearSinceMs })).toMatchObject({
			id: at.emulator.files()[0]?.id,
			sizeBytes: BYTES.length,
		});
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
		expect(at.lab.sleptMs).toEqual([]);
	});

	test.each(STRATEGIES)('%s, not executed: looked for, then sent', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		await upload.commit({ unclearSinceMs: Date.now() });
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
	});

	test('though its file was found already, in this very process: it is found again', async () => {
		const upload = await at.lab.store(BYTES);
		const unclearSinceMs = Date.now();
		const { id } = await upload.commit();
		expect((await upload.commit({ unclearSinceMs })).id).toBe(id);
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
	});

	test('two days later, it is found all the same', async () => {
		let aheadMs = 0;
		const patient = createCommitLab(at.emulator, { now: () => Date.now() + aheadMs });
		const upload = await patient.store(BYTES);
		const unclearSinceMs = Date.now();
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		await upload.commitOnce();
		at.emulator.advanceClock(TWO_DAYS_MS);
		aheadMs = TWO_DAYS_MS;
		expect((await upload.commit({ unclearSinceMs })).id).toBe(at.emulator.files()[0]?.id);
		expect(at.calls().commits).toBe(1);
		await patient.close();
	});

	test('an older file of the same name and size is not it', async () => {
		const other = createCommitLab(at.emulator);
		await (await other.store(SAME_SIZE)).commit();
		await other.close();
		at.emulator.advanceClock(60_000);
		const upload = await at.lab.store(BYTES);
		expect((await upload.commit({ unclearSinceMs: Date.now() })).name).toBe('file(1).bin');
		expect(at.files()[1]).toEqual({ name: 'file(1).bin', version: 1, sha256: upload.sha256 });
	});

	test('with a used up key and a file that was moved away since: it stays open, and is not sent again', async () => {
		const upload = await at.lab.store(BYTES);
		const unclearSinceMs = Date.now();
		await upload.commitOnce();
		at.emulator.faults.add({ kind: 'omit-newest', operation: 'listDentries', count: 4 });
		await expect(upload.commit({ unclearSinceMs })).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { unclearSinceMs, uploadKey: upload.uploadKey },
		});
		expect(at.calls()).toEqual({ commits: 2, looks: 4 });
	});

	test('and that cannot be looked for: nothing is sent', async () => {
		const upload = await at.lab.store(BYTES);
		const unclearSinceMs = Date.now() - 5_000;
		at.emulator.faults.add({ kind: 'return', operation: 'listDentries', code: 'permissionDenied' });
		await expect(upload.commit({ unclearSinceMs })).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { unclearSinceMs, lookFailure: 'PERMISSION_DENIED' },
		});
		expect(at.calls()).toEqual({ commits: 0, looks: 1 });
	});
});

test('without an unclear commit, a used up key says that the upload is gone', async () => {
	const upload = await at.lab.store(BYTES);
	await upload.commit();
	const error = await upload.commit().catch((reason: unknown) => reason);
	expect(upload.isUploadGone(error)).toBe(true);
	expect(at.calls()).toEqual({ commits: 2, looks: 0 });
});
