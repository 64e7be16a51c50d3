import type { Emulator } from '../../emulator';
import { createCommitLab, type CommitLab } from '../support/commit-lab';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO, startTestEmulator } from '../support/start-emulator';

const NEVER = new AbortController().signal;
const BYTES = deterministicBytes(5_000, 1);
const SAME_SIZE = deterministicBytes(5_000, 2);
const SPACE_ID = '77';
const HOUR_MS = 3_600_000;

const emulators: Emulator[] = [];
const labs: CommitLab[] = [];

afterEach(async () => {
	await Promise.all(labs.splice(0).map((lab) => lab.close()));
	for (const emulator of emulators.splice(0)) {
		await emulator.close();
		emulator.faults.assertConsumed();
	}
});

/** A space with so many folders at its top. */
async function startWith(folders: number, now?: () => number) {
	const entries = Array.from({ length: folders }, (_, index) => ({
		id: `9${index}`,
		name: `Folder ${index}`,
	}));
	const emulator = await startTestEmulator({
		spaces: [{ id: SPACE_ID, name: 'Full', folders: entries }],
		...(now && { now }),
	});
	emulators.push(emulator);
	return emulator;
}

function connect(emulator: Emulator, sleep?: () => Promise<void>): CommitLab {
	const lab = createCommitLab(emulator, sleep && { sleep });
	labs.push(lab);
	return lab;
}

async function addFolders(lab: CommitLab, count: number): Promise<void> {
	for (let index = 0; index < count; index++) {
		await lab.client.call(
			{
				operation: 'createFolder',
				request: {
					host: 'api',
					method: 'POST',
					path: `/v1.0/storage/spaces/${SPACE_ID}/dentries/0/folders`,
					query: { unionId: DEMO.unionId },
					body: { name: `New ${index}` },
				},
				idempotent: false,
				parse: () => undefined,
			},
			NEVER,
		);
	}
}

const looks = (emulator: Emulator) => emulator.calls({ operation: 'listDentries' });
const commits = (emulator: Emulator) => emulator.calls({ operation: 'commit' }).length;

describe('a large folder', () => {
	test('the newest entries are read, and none that is older than the commit', async () => {
		const emulator = await startWith(200);
		emulator.advanceClock(60_000);
		const upload = await connect(emulator).store(BYTES, { spaceId: SPACE_ID });
		emulator.faults.add({ kind: 'reset-before-response', operation: 'commit' });
		await upload.commit();
		expect(looks(emulator).map(({ query }) => query)).toEqual([
			expect.objectContaining({ orderBy: 'MODIFIED_TIME', order: 'DESC', maxResults: '50' }),
		]);
		expect(commits(emulator)).toBe(2);
	});

	test('a file below 120 newer entries is found on the third page', async () => {
		const emulator = await startWith(200);
		emulator.advanceClock(60_000);
		const lab: CommitLab = connect(emulator, () => addFolders(lab, 120));
		const upload = await lab.store(BYTES, { spaceId: SPACE_ID });
		emulator.faults.add({ kind: 'response-lost', operation: 'commit' });
		expect((await upload.commit()).id).toBe(emulator.files()[0]?.id);
		expect(looks(emulator)).toHaveLength(3);
		expect(commits(emulator)).toBe(1);
	});

	test('Keep Existing: an old file is found on a later page', async () => {
		const emulator = await startWith(0);
		const target = { spaceId: SPACE_ID, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } as const;
		const old = await (await connect(emulator).store(SAME_SIZE, target)).commit();
		emulator.advanceClock(HOUR_MS);
		const lab = connect(emulator);
		await addFolders(lab, 60);
		emulator.advanceClock(HOUR_MS);
		const upload = await lab.store(BYTES, target);
		emulator.faults.add({ kind: 'reset-before-response', operation: 'commit' });
		expect((await upload.commit()).id).toBe(old.id);
		expect(looks(emulator)).toHaveLength(2);
		expect(commits(emulator)).toBe(2);
	});

	const MANY = 2_050;

	test('more changes than are looked through: nothing is sent', async () => {
		const emulator = await startWith(MANY);
		const upload = await connect(emulator).store(BYTES, { spaceId: SPACE_ID });
		await expect(upload.commit({ unclearSinceMs: Date.now() - HOUR_MS })).rejects.toMatchObject({
			code: 'COMMIT_UNCERTAIN',
			facts: { lookFailure: 'FOLDER_TOO_BUSY', uploadKey: upload.uploadKey },
		});
		expect(looks(emulator)).toHaveLength(40);
		expect(commits(emulator)).toBe(0);
	});

	test('more entries than are looked through, Keep Existing: sent, as it never makes a second file', async () => {
		const emulator = await startWith(MANY);
		const target = { spaceId: SPACE_ID, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } as const;
		const upload = await connect(emulator).store(BYTES, target);
		await upload.commit({ unclearSinceMs: Date.now() - HOUR_MS });
		expect(emulator.files()).toHaveLength(1);
		expect(commits(emulator)).toBe(1);
	});
});

describe.each([
	['an hour ahead', HOUR_MS],
	['an hour behind', -HOUR_MS],
	['a second ahead', 1_000],
])("DingTalk's clock is %s", (_, aheadMs) => {
	test.each([
		['executed', { kind: 'response-lost' }, 2],
		['not executed', { kind: 'reset-before-response' }, 3],
	] as const)('%s: the file of a minute ago is not taken', async (_outcome, fault, sent) => {
		const emulator = await startWith(0, () => Date.now() + aheadMs);
		const target = { spaceId: SPACE_ID, conflictStrategy: 'OVERWRITE' } as const;
		await (await connect(emulator).store(SAME_SIZE, target)).commit();
		emulator.advanceClock(60_000);
		const upload = await connect(emulator).store(BYTES, target);
		emulator.faults.add({ ...fault, operation: 'commit' });
		expect((await upload.commit()).version).toBe(2);
		expect(emulator.files().map(({ sha256 }) => sha256)).toEqual([upload.sha256]);
		expect(commits(emulator)).toBe(sent);
	});
});
