import type { FaultEffect } from '../../emulator';
import { createCommitLab, useCommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';

const BYTES = deterministicBytes(5_000, 1);
const SAME_SIZE = deterministicBytes(5_000, 2);
const OTHER_SIZE = deterministicBytes(6_000, 3);

const at = useCommitLab();

/** A file that another process has put there a minute ago. */
async function putEarlier(bytes: Buffer) {
	const other = createCommitLab(at.emulator);
	const upload = await other.store(bytes);
	const { id } = await upload.commit();
	await other.close();
	at.emulator.advanceClock(60_000);
	const commitsBefore = at.calls().commits;
	return { id, sha256: upload.sha256, commitsBefore };
}

describe.each([
	['the same size', SAME_SIZE],
	['another size', OTHER_SIZE],
])('where an older file has the name and %s', (_, older) => {
	const OUTCOMES: ReadonlyArray<readonly [string, FaultEffect, number]> = [
		['executed', { kind: 'response-lost' }, 1],
		['not executed', { kind: 'reset-before-response' }, 2],
	];

	test.each(OUTCOMES)('Rename Automatically, %s: a second file', async (_outcome, fault, commits) => {
		const { id, sha256, commitsBefore } = await putEarlier(older);
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		const file = await upload.commit();
		expect(file.name).toBe('file(1).bin');
		expect(file.id).not.toBe(id);
		expect(at.files()).toEqual([
			{ name: 'file.bin', version: 1, sha256 },
			{ name: 'file(1).bin', version: 1, sha256: upload.sha256 },
		]);
		expect(at.calls().commits - commitsBefore).toBe(commits);
	});

	test.each(OUTCOMES)('Replace, %s: the next version', async (_outcome, fault, commits) => {
		const { id, commitsBefore } = await putEarlier(older);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'OVERWRITE' });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect(await upload.commit()).toMatchObject({ id, version: 2 });
		expect(at.files()).toEqual([{ name: 'file.bin', version: 2, sha256: upload.sha256 }]);
		expect(at.calls().commits - commitsBefore).toBe(commits);
	});

	test.each(OUTCOMES)('Keep Existing, %s: the older file', async (_outcome, fault) => {
		const { id, sha256, commitsBefore } = await putEarlier(older);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect((await upload.commit()).id).toBe(id);
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256 }]);
		expect(at.calls().commits - commitsBefore).toBe(1);
	});

	test.each(OUTCOMES)('Fail, %s: the name is taken', async (_outcome, fault) => {
		const { sha256, commitsBefore } = await putEarlier(older);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		await expect(upload.commit()).rejects.toMatchObject({ code: 'NAME_TAKEN' });
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256 }]);
		expect(at.calls().commits - commitsBefore).toBe(2);
	});
});

test('the file that Keep Existing kept may have any size', async () => {
	const earlier = await putEarlier(OTHER_SIZE);
	const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' });
	expect(await upload.commit()).toMatchObject({ id: earlier.id, sizeBytes: OTHER_SIZE.length });
});
