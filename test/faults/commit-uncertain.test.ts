import { createCommitLab, useCommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';

const BYTES = deterministicBytes(5_000, 1);
const SAME_SIZE = deterministicBytes(5_000, 2);

const at = useCommitLab();

describe('what stays open', () => {
	test('a used up key and no file: nothing is sent again, and the error has all that is needed', async () => {
		const upload = await at.lab.store(BYTES);
		const beforeMs = Date.now();
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'omit-newest', operation: 'listDentries', count: 4 });
		const error = await upload.commit().catch((reason: unknown) => reason);
		expect(error).toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: {
				uploadKey: upload.uploadKey,
				spaceId: DEMO.spaceId,
				parentId: '0',
				fileName: 'file.bin',
				sizeBytes: BYTES.length,
				conflictStrategy: 'AUTO_RENAME',
			},
		});
		const { unclearSinceMs } = (error as { facts: { unclearSinceMs: number } }).facts;
		expect(unclearSinceMs).toBeGreaterThanOrEqual(beforeMs);
		expect(unclearSinceMs).toBeLessThanOrEqual(Date.now());
		expect(upload.isUploadGone(error)).toBe(false);
		expect(at.calls()).toEqual({ commits: 2, looks: 4 });
		expect(at.files()).toHaveLength(1);
	});

	test('a service that never answers a commit: the number of commits has an end', async () => {
		let nowMs = Date.now();
		const firstSentAtMs = nowMs;
		const slow = createCommitLab(at.emulator, {
			now: () => nowMs,
			sleep: async (ms) => {
				nowMs += ms;
			},
		});
		const upload = await slow.store(BYTES);
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'systemError', count: 4 });
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { apiCode: 'systemError', unclearSinceMs: firstSentAtMs },
		});
		expect(at.calls()).toEqual({ commits: 4, looks: 4 });
		expect(at.files()).toEqual([]);
		await slow.close();
	});

	test('a clear refusal of the second commit is told, with what to look for later', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'systemError' });
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'permissionDenied' });
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'PERMISSION_DENIED',
			facts: { uploadKey: upload.uploadKey, unclearSinceMs: expect.any(Number) },
		});
		expect(at.calls()).toEqual({ commits: 2, looks: 4 });
	});

	test('several files that may be it: none is taken, and nothing is sent again', async () => {
		const other = createCommitLab(at.emulator);
		const theirs = await (await other.store(SAME_SIZE)).commit();
		await other.close();
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		const error = await upload.commit().catch((reason: unknown) => reason);
		const ids = at.emulator.files().map(({ id }) => id);
		expect(ids).toEqual([theirs.id, expect.any(String)]);
		expect(error).toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { dentryIds: expect.arrayContaining(ids), uploadKey: upload.uploadKey },
		});
		expect(at.calls().commits).toBe(2);
	});
});

describe('a folder that cannot be looked at', () => {
	test('for want of the permission: nothing is sent again, and the error names it', async () => {
		at.emulator.switches.scopeChanges = 'at-once';
		at.emulator.revokeScope(DEMO.clientId, 'Storage.File.Read');
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'reset-before-response', operation: 'commit' });
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { lookFailure: 'SCOPE_MISSING', scopes: ['Storage.File.Read'], uploadKey: upload.uploadKey },
			cause: { code: 'SCOPE_MISSING' },
		});
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
	});

	test('for want of the network: nothing is sent again', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'reset-before-response', operation: 'listDentries', count: 5 });
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { lookFailure: 'API_CONNECTION_LOST' },
		});
		expect(at.calls()).toEqual({ commits: 1, looks: 5 });
	});

	test('for a moment: the look is repeated', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'return', operation: 'listDentries', code: 'systemError' });
		await upload.commit();
		expect(at.calls()).toEqual({ commits: 1, looks: 2 });
	});
});
