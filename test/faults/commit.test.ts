import type { FaultEffect, Operation } from '../../emulator';
import { createCommitLab, STRATEGIES, useCommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';

const BYTES = deterministicBytes(5_000, 1);
const SAME_SIZE = deterministicBytes(5_000, 2);
const OTHER_SIZE = deterministicBytes(6_000, 3);

/** DingTalk has the file, and nobody learns of it. */
const EXECUTED: readonly FaultEffect[] = [
	{ kind: 'response-lost' },
	{ kind: 'response-lost', status: 503 },
	{ kind: 'response-lost', status: 500 },
	{ kind: 'truncated-json' },
];

/** DingTalk has no file, and nobody learns of that either. */
const NOT_EXECUTED: readonly FaultEffect[] = [
	{ kind: 'reset-before-response' },
	{ kind: 'return', code: 'operationTimeout' },
	{ kind: 'return', code: 'systemError' },
	{ kind: 'return', status: 502, body: '<html>Bad Gateway</html>' },
	{ kind: 'stall' },
];

const combine = (faults: readonly FaultEffect[], strategies = STRATEGIES) =>
	strategies.flatMap((strategy) => faults.map((fault) => [strategy, fault] as const));

const at = useCommitLab();

const count = (operation: Operation) => at.emulator.calls({ operation }).length;
const calls = () => ({ commits: count('commit'), looks: count('listDentries') });
const files = () => at.emulator.files().map(({ name, version, sha256 }) => ({ name, version, sha256 }));

/** A file that another process has put there a minute ago. */
async function putEarlier(bytes: Buffer, fileName = 'file.bin') {
	const other = createCommitLab(at.emulator);
	const upload = await other.store(bytes, { fileName });
	const { id } = await upload.commit();
	await other.close();
	at.emulator.advanceClock(60_000);
	const before = calls();
	return { id, sha256: upload.sha256, before };
}

describe('a commit that is answered', () => {
	test.each(STRATEGIES)('%s: is sent once, and nobody looks at the folder', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		await upload.commit();
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(calls()).toEqual({ commits: 1, looks: 0 });
		expect(at.lab.sleptMs).toEqual([]);
	});

	test('a refusal is final, and nobody looks at the folder', async () => {
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'spaceQuotaInsufficient' });
		const upload = await at.lab.store(BYTES);
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'SPACE_FULL',
			facts: { operation: 'commitFile' },
		});
		expect(calls()).toEqual({ commits: 1, looks: 0 });
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
		expect(calls()).toEqual({ commits: 1, looks: 0 });
	});

	test('the file that Keep Existing kept may have any size', async () => {
		const earlier = await putEarlier(OTHER_SIZE);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' });
		expect(await upload.commit()).toMatchObject({ id: earlier.id, sizeBytes: OTHER_SIZE.length });
	});
});

describe('into an empty folder', () => {
	test.each(combine(EXECUTED))('%s, executed, %j: the file is found', async (conflictStrategy, fault) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		const file = await upload.commit();
		expect(file).toMatchObject({ id: at.emulator.files()[0]?.id, name: 'file.bin', sizeBytes: BYTES.length });
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(calls()).toEqual({ commits: 1, looks: 1 });
		expect(at.lab.sleptMs).toHaveLength(1);
		expect(at.lab.sleptMs[0]).toBeGreaterThanOrEqual(1_000);
	});

	test.each(combine(NOT_EXECUTED))('%s, not executed, %j: sent again', async (conflictStrategy, fault) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect(await upload.commit()).toMatchObject({ id: at.emulator.files()[0]?.id, name: 'file.bin' });
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(calls()).toEqual({ commits: 2, looks: 1 });
	});

	test.each(combine(EXECUTED))(
		'%s, executed, %j: one file also where DingTalk would carry out a second commit',
		async (conflictStrategy, fault) => {
			at.emulator.switches.repeatedCommit = 'duplicate';
			const upload = await at.lab.store(BYTES, { conflictStrategy });
			at.emulator.faults.add({ ...fault, operation: 'commit' });
			await upload.commit();
			expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
			expect(calls()).toEqual({ commits: 1, looks: 1 });
		},
	);

	test.each(STRATEGIES)('%s: a name that DingTalk strips of its blanks', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy, fileName: ' file.bin ' });
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		expect((await upload.commit()).name).toBe('file.bin');
		expect(calls()).toEqual({ commits: 1, looks: 1 });
	});

	test.each(STRATEGIES)('%s: dates as the documentation has them', async (conflictStrategy) => {
		at.emulator.switches.dateFormat = 'iso';
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		await upload.commit();
		expect(calls()).toEqual({ commits: 1, looks: 1 });
	});
});

describe.each([
	['the same size', SAME_SIZE],
	['another size', OTHER_SIZE],
])('where an older file has the name and %s', (_, older) => {
	const OUTCOMES: ReadonlyArray<readonly [string, FaultEffect, number]> = [
		['executed', { kind: 'response-lost' }, 1],
		['not executed', { kind: 'reset-before-response' }, 2],
	];

	test.each(OUTCOMES)('Rename Automatically, %s: a second file', async (_outcome, fault, commits) => {
		const { id, sha256, before } = await putEarlier(older);
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		const file = await upload.commit();
		expect(file.name).toBe('file(1).bin');
		expect(file.id).not.toBe(id);
		expect(files()).toEqual([
			{ name: 'file.bin', version: 1, sha256 },
			{ name: 'file(1).bin', version: 1, sha256: upload.sha256 },
		]);
		expect(count('commit') - before.commits).toBe(commits);
	});

	test.each(OUTCOMES)('Replace, %s: the next version', async (_outcome, fault, commits) => {
		const { id, before } = await putEarlier(older);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'OVERWRITE' });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect(await upload.commit()).toMatchObject({ id, version: 2 });
		expect(files()).toEqual([{ name: 'file.bin', version: 2, sha256: upload.sha256 }]);
		expect(count('commit') - before.commits).toBe(commits);
	});

	test.each(OUTCOMES)('Keep Existing, %s: the older file', async (_outcome, fault) => {
		const { id, sha256, before } = await putEarlier(older);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect((await upload.commit()).id).toBe(id);
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256 }]);
		expect(count('commit') - before.commits).toBe(1);
	});

	test.each(OUTCOMES)('Fail, %s: the name is taken', async (_outcome, fault) => {
		const { sha256, before } = await putEarlier(older);
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		await expect(upload.commit()).rejects.toMatchObject({ code: 'NAME_TAKEN' });
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256 }]);
		expect(count('commit') - before.commits).toBe(2);
	});
});

describe('a commit that is carried out late', () => {
	test.each(STRATEGIES)('%s: the key is used up, and the file is found', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		expect((await upload.commit()).id).toBe(at.emulator.files()[0]?.id);
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(calls()).toEqual({ commits: 2, looks: 2 });
	});

	test('Fail: the name is taken by this very file', async () => {
		at.emulator.switches.repeatedCommit = 'duplicate';
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' });
		at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		expect((await upload.commit()).name).toBe('file.bin');
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(calls()).toEqual({ commits: 2, looks: 2 });
	});

	test('a refusal of the second commit does not hide the file of the first', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'spaceQuotaInsufficient' });
		expect((await upload.commit()).name).toBe('file.bin');
		expect(calls()).toEqual({ commits: 2, looks: 2 });
	});

	test.each(STRATEGIES)('%s: a folder that shows the file late', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'omit-newest', operation: 'listDentries', count: 3 });
		expect((await upload.commit()).id).toBe(at.emulator.files()[0]?.id);
		expect(files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(calls()).toEqual({ commits: 2, looks: 4 });
	});
});

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
		expect(calls()).toEqual({ commits: 2, looks: 4 });
		expect(files()).toHaveLength(1);
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
		expect(calls()).toEqual({ commits: 4, looks: 4 });
		expect(files()).toEqual([]);
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
		expect(calls()).toEqual({ commits: 2, looks: 4 });
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
		expect(count('commit')).toBe(2);
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
		expect(calls()).toEqual({ commits: 1, looks: 1 });
	});

	test('for want of the network: nothing is sent again', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'reset-before-response', operation: 'listDentries', count: 5 });
		await expect(upload.commit()).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { lookFailure: 'API_CONNECTION_LOST' },
		});
		expect(calls()).toEqual({ commits: 1, looks: 5 });
	});

	test('for a moment: the look is repeated', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'return', operation: 'listDentries', code: 'systemError' });
		await upload.commit();
		expect(calls()).toEqual({ commits: 1, looks: 2 });
	});
});
