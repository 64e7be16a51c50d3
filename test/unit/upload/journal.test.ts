import { UploadJournal } from '../../../lib/upload';
import type { JournalEntry } from '../../../lib/upload/journal';

const OPENED = { kind: 'opened', uploadKey: 'key', sizeBytes: 30, partSizeBytes: 10 } as const;
const DIGEST_1 = 'A'.repeat(32);
const DIGEST_2 = 'B'.repeat(32);

async function record(journal: UploadJournal, ...entries: JournalEntry[]): Promise<void> {
	for (const entry of entries) await journal.record(entry);
}

describe('UploadJournal', () => {
	it('has no checkpoint before the upload is open', async () => {
		const journal = new UploadJournal();
		await record(journal, { kind: 'committing', atMs: 1 }, { kind: 'commitRefused' });
		expect(journal.checkpoint).toBeUndefined();
	});

	it('remembers the upload and every stored part', async () => {
		const journal = new UploadJournal();
		await record(
			journal,
			OPENED,
			{ kind: 'stored', partNumber: 2, digest: DIGEST_2 },
			{ kind: 'stored', partNumber: 1, digest: DIGEST_1 },
		);
		expect(journal.checkpoint).toEqual({
			uploadKey: 'key',
			sizeBytes: 30,
			partSizeBytes: 10,
			digests: { 1: DIGEST_1, 2: DIGEST_2 },
		});
	});

	it('goes on from a checkpoint that went through JSON', async () => {
		const first = new UploadJournal();
		await record(first, OPENED, { kind: 'stored', partNumber: 2, digest: DIGEST_2 });
		const second = new UploadJournal(JSON.parse(JSON.stringify(first.checkpoint)));
		await record(second, { kind: 'stored', partNumber: 1, digest: DIGEST_1 });
		expect([...second.digests].sort()).toEqual([
			[1, DIGEST_1],
			[2, DIGEST_2],
		]);
		expect(second.checkpoint).toMatchObject({ uploadKey: 'key', partSizeBytes: 10 });
	});

	it('keeps the time of the first commit, until it is known to have failed', async () => {
		const journal = new UploadJournal();
		await record(journal, OPENED, { kind: 'committing', atMs: 5 }, { kind: 'committing', atMs: 9 });
		expect(journal.checkpoint?.commitUnclearSinceMs).toBe(5);
		await record(journal, { kind: 'commitRefused' });
		expect(journal.checkpoint?.commitUnclearSinceMs).toBeUndefined();
		await record(journal, { kind: 'committing', atMs: 12 });
		expect(journal.checkpoint?.commitUnclearSinceMs).toBe(12);
	});

	it('forgets everything where the upload is opened anew, or its checkpoint is of no use', async () => {
		const journal = new UploadJournal({
			uploadKey: 'old',
			sizeBytes: 9,
			partSizeBytes: 3,
			digests: { 1: DIGEST_1 },
			commitUnclearSinceMs: 1,
		});
		await record(journal, OPENED);
		expect(journal.checkpoint).toEqual({ uploadKey: 'key', sizeBytes: 30, partSizeBytes: 10, digests: {} });
		journal.forget();
		expect(journal.checkpoint).toBeUndefined();
		expect(journal.digests.size).toBe(0);
	});

	it('hands every entry on, and does not mind a place that takes none', async () => {
		const kept: JournalEntry[] = [];
		const journal = new UploadJournal(undefined, async (entry) => {
			kept.push(entry);
			throw new Error('The disk is full');
		});
		await record(journal, OPENED, { kind: 'stored', partNumber: 1, digest: DIGEST_1 });
		expect(kept.map(({ kind }) => kind)).toEqual(['opened', 'stored']);
		expect(journal.digests.get(1)).toBe(DIGEST_1);
	});
});
