import type { FaultEffect } from '../../emulator';
import { STRATEGIES, useCommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';

const BYTES = deterministicBytes(5_000, 1);

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

describe('into an empty folder', () => {
	test.each(combine(EXECUTED))('%s, executed, %j: the file is found', async (conflictStrategy, fault) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		const file = await upload.commit();
		expect(file).toMatchObject({ id: at.emulator.files()[0]?.id, name: 'file.bin', sizeBytes: BYTES.length });
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
		expect(at.lab.sleptMs).toHaveLength(1);
		expect(at.lab.sleptMs[0]).toBeGreaterThanOrEqual(1_000);
	});

	test.each(combine(NOT_EXECUTED))('%s, not executed, %j: sent again', async (conflictStrategy, fault) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		expect(await upload.commit()).toMatchObject({ id: at.emulator.files()[0]?.id, name: 'file.bin' });
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 2, looks: 1 });
	});

	test.each(combine(EXECUTED))(
		'%s, executed, %j: one file also where DingTalk would carry out a second commit',
		async (conflictStrategy, fault) => {
			at.emulator.switches.repeatedCommit = 'duplicate';
			const upload = await at.lab.store(BYTES, { conflictStrategy });
			at.emulator.faults.add({ ...fault, operation: 'commit' });
			await upload.commit();
			expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
			expect(at.calls()).toEqual({ commits: 1, looks: 1 });
		},
	);

	test.each(STRATEGIES)('%s: a name that DingTalk strips of its blanks', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy, fileName: ' file.bin ' });
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		expect((await upload.commit()).name).toBe('file.bin');
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
	});

	test.each(STRATEGIES)('%s: dates as the documentation has them', async (conflictStrategy) => {
		at.emulator.switches.dateFormat = 'iso';
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		await upload.commit();
		expect(at.calls()).toEqual({ commits: 1, looks: 1 });
	});
});

describe('a commit that is carried out late', () => {
	test.each(STRATEGIES)('%s: the key is used up, and the file is found', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		expect((await upload.commit()).id).toBe(at.emulator.files()[0]?.id);
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 2, looks: 2 });
	});

	test('Fail: the name is taken by this very file', async () => {
		at.emulator.switches.repeatedCommit = 'duplicate';
		const upload = await at.lab.store(BYTES, { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' });
		at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		expect((await upload.commit()).name).toBe('file.bin');
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 2, looks: 2 });
	});

	test.each(STRATEGIES)(
		'%s: a second commit that answers the file of the first',
		async (conflictStrategy) => {
			at.emulator.switches.repeatedCommit = 'same-file';
			const upload = await at.lab.store(BYTES, { conflictStrategy });
			at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
			expect((await upload.commit()).id).toBe(at.emulator.files()[0]?.id);
			expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
			expect(at.calls()).toEqual({ commits: 2, looks: 1 });
		},
	);

	test('a refusal of the second commit does not hide the file of the first', async () => {
		const upload = await at.lab.store(BYTES);
		at.emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		at.emulator.faults.add({ kind: 'return', operation: 'commit', code: 'spaceQuotaInsufficient' });
		expect((await upload.commit()).name).toBe('file.bin');
		expect(at.calls()).toEqual({ commits: 2, looks: 2 });
	});

	test.each(STRATEGIES)('%s: a folder that shows the file late', async (conflictStrategy) => {
		const upload = await at.lab.store(BYTES, { conflictStrategy });
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		at.emulator.faults.add({ kind: 'omit-newest', operation: 'listDentries', count: 3 });
		expect((await upload.commit()).id).toBe(at.emulator.files()[0]?.id);
		expect(at.files()).toEqual([{ name: 'file.bin', version: 1, sha256: upload.sha256 }]);
		expect(at.calls()).toEqual({ commits: 2, looks: 4 });
	});
});
