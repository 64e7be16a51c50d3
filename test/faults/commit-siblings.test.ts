import type { FaultEffect } from '../../emulator';
import { useCommitLab } from '../support/commit-lab';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';

const FIRST = deterministicBytes(5_000, 1);
const SECOND = deterministicBytes(5_000, 2);
const THIRD = deterministicBytes(5_000, 3);

const LOST: FaultEffect = { kind: 'response-lost' };
const UNSENT: FaultEffect = { kind: 'reset-before-response' };

const at = useCommitLab();

const sha256Of = (id: string) => at.emulator.files().find((file) => file.id === id)?.sha256;
const commits = () => at.emulator.calls({ operation: 'commit' }).length;

describe('two files of one name and size', () => {
	test('one after the other, Replace: the first one is not taken for the second', async () => {
		const target = { conflictStrategy: 'OVERWRITE' } as const;
		const [first, second] = [await at.lab.store(FIRST, target), await at.lab.store(SECOND, target)];
		await first.commit();
		at.emulator.faults.add({ kind: 'reset-before-response', operation: 'commit' });
		const file = await second.commit();
		expect(file.version).toBe(2);
		expect(sha256Of(file.id)).toBe(second.sha256);
		expect(at.emulator.files()).toHaveLength(1);
		expect(commits()).toBe(3);
	});

	test('one after the other, Replace: the second version is found, though the file is an old acquaintance', async () => {
		const target = { conflictStrategy: 'OVERWRITE' } as const;
		const [first, second] = [await at.lab.store(FIRST, target), await at.lab.store(SECOND, target)];
		await first.commit();
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		const file = await second.commit();
		expect(file.version).toBe(2);
		expect(sha256Of(file.id)).toBe(second.sha256);
		expect(commits()).toBe(2);
	});

	test('one after the other, Replace: what was found once is not found again', async () => {
		const target = { conflictStrategy: 'OVERWRITE' } as const;
		const [first, second] = [await at.lab.store(FIRST, target), await at.lab.store(SECOND, target)];
		at.emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		await first.commit();
		at.emulator.faults.add({ kind: 'reset-before-response', operation: 'commit' });
		const file = await second.commit();
		expect(sha256Of(file.id)).toBe(second.sha256);
		expect(commits()).toBe(3);
	});

	/** What happens to the commits in the order of their arrival. */
	const COURSES: ReadonlyArray<readonly FaultEffect[]> = [
		[LOST, UNSENT],
		[UNSENT, LOST],
		[LOST, LOST],
		[UNSENT, UNSENT],
		[LOST, UNSENT, LOST],
		[UNSENT, LOST, UNSENT, LOST],
	];

	test.each(COURSES.map((course) => [course.map(({ kind }) => kind).join(', '), course] as const))(
		'side by side, Rename Automatically, %s: each has its own',
		async (_, course) => {
			// A commit that was carried out is not even tried again: DingTalk might not refuse it.
			at.emulator.switches.repeatedCommit = 'duplicate';
			const uploads = [await at.lab.store(FIRST), await at.lab.store(SECOND)];
			at.emulator.faults.add(...course.map((fault) => ({ ...fault, operation: 'commit' as const })));
			const made = await Promise.all(uploads.map((upload) => upload.commit()));
			expect(made.map(({ id }) => sha256Of(id))).toEqual(uploads.map(({ sha256 }) => sha256));
			expect(at.emulator.files().map(({ name }) => name)).toEqual(['file.bin', 'file(1).bin']);
		},
	);

	test('side by side, Replace: the second one wins', async () => {
		const target = { conflictStrategy: 'OVERWRITE' } as const;
		const uploads = [await at.lab.store(FIRST, target), await at.lab.store(SECOND, target)];
		at.emulator.faults.add({ ...LOST, operation: 'commit' }, { ...UNSENT, operation: 'commit' });
		const made = await Promise.all(uploads.map((upload) => upload.commit()));
		expect(made.map(({ version }) => version)).toEqual([1, 2]);
		expect(at.emulator.files().map(({ sha256 }) => sha256)).toEqual([uploads[1]?.sha256]);
	});

	test('side by side, a name and what Rename Automatically may make of another: each has its own', async () => {
		const uploads = [await at.lab.store(FIRST), await at.lab.store(SECOND, { fileName: 'file(1).bin' })];
		at.emulator.faults.add({ ...LOST, operation: 'commit' }, { ...UNSENT, operation: 'commit' });
		const made = await Promise.all(uploads.map((upload) => upload.commit()));
		expect(made.map(({ name }) => name)).toEqual(['file.bin', 'file(1).bin']);
		expect(made.map(({ id }) => sha256Of(id))).toEqual(uploads.map(({ sha256 }) => sha256));
	});

	test.each([LOST, UNSENT])('one stopped while it waits for the other: %j', async (fault) => {
		const uploads = [await at.lab.store(FIRST), await at.lab.store(SECOND), await at.lab.store(THIRD)];
		const stop = new AbortController();
		at.emulator.faults.add({ ...fault, operation: 'commit' });
		const [first, stopped, third] = uploads.map((upload, index) =>
			upload.commit(index === 1 ? { signal: stop.signal } : {}),
		);
		stop.abort();
		await expect(stopped).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		const made = [await first, await third];
		expect(made.map((file) => sha256Of(file?.id ?? ''))).toEqual([uploads[0]?.sha256, uploads[2]?.sha256]);
		expect(at.emulator.files()).toHaveLength(2);
	});
});

test.each([
	['another name', FIRST, { fileName: 'other.bin' }],
	['another folder', FIRST, { parentId: DEMO.folders.reports }],
	['another size', FIRST.subarray(1), {}],
] as const)('a file of %s does not wait for a commit that hangs', async (_, bytes, target) => {
	const [hanging, free] = [await at.lab.store(FIRST), await at.lab.store(bytes, target)];
	at.emulator.faults.add({ kind: 'stall', operation: 'commit' });
	let isSettled = false;
	const settled = hanging.commit().finally(() => (isSettled = true));
	await eventually(() => at.emulator.faults.unconsumed().length === 0, 'the first commit hangs');
	await free.commit();
	expect(isSettled).toBe(false);
	await settled;
	expect(at.emulator.files()).toHaveLength(2);
});
