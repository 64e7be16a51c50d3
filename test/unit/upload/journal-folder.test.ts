import { spawnSync } from 'node:child_process';
import fs, { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JournalFolder, UploadJournal, type Checkpoint } from '../../../lib/upload';
import type { JournalFile } from '../../../lib/upload/journal-file';

const MINUTE_MS = 60_000;
const DIGEST = 'A'.repeat(32);
const OPENED = { kind: 'opened', uploadKey: 'key', sizeBytes: 300, partSizeBytes: 100 } as const;

let parent: string;
let folder: string;
let troubles: unknown[];
beforeEach(async () => {
	parent = await mkdtemp(path.join(tmpdir(), 'journals-'));
	folder = path.join(parent, 'made', 'when needed');
	troubles = [];
});
afterEach(async () => {
	jest.restoreAllMocks();
	await rm(parent, { recursive: true, force: true });
});

/** Of a process that has ended by now. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;
const [DEAD_PID, NEXT_DEAD_PID] = [deadPid(), deadPid()];

const processNamed = (self: { host?: string; pid?: number; run?: string } = {}) =>
	new JournalFolder(folder, (error) => troubles.push(error), {
		host: '00000001',
		pid: process.pid,
		run: '000000aa',
		...self,
	});

/** Keeps what an upload with two of three parts would. */
async function keepTwoParts(file: JournalFile): Promise<void> {
	await file.keep(OPENED);
	for (const partNumber of [1, 3]) await file.keep({ kind: 'stored', partNumber, digest: DIGEST });
}

const TWO_PARTS: Checkpoint = {
	uploadKey: 'key',
	sizeBytes: 300,
	partSizeBytes: 100,
	digests: { 1: DIGEST, 3: DIGEST },
};

describe('JournalFolder', () => {
	it('has nothing for an upload that nobody has begun', async () => {
		expect((await processNamed().take('upload')).checkpoint).toBeUndefined();
		expect(troubles).toEqual([]);
	});

	it('hands what a live process has given up to any other, and leaves it nothing to go on with', async () => {
		const gaveUp = await processNamed({ host: '00000002', pid: process.ppid }).take('upload');
		await keepTwoParts(gaveUp);
		expect((await processNamed().take('upload')).checkpoint).toBeUndefined();
		await gaveUp.release();
		const file = await processNamed().take('upload');
		expect(file.checkpoint).toEqual(TWO_PARTS);
		const third = processNamed({ host: '00000003', pid: process.ppid });
		expect((await third.take('upload')).checkpoint).toBeUndefined();
		await file.discard();
		expect(await readdir(folder)).toEqual([]);
	});

	it('hands what a killed process has kept to the next one, once', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		const next = processNamed();
		expect((await next.take('another upload')).checkpoint).toBeUndefined();
		expect((await next.take('upload')).checkpoint).toEqual(TWO_PARTS);
		expect((await next.take('upload')).checkpoint).toBeUndefined();
	});

	it('knows a process that was restarted under the same number', async () => {
		await keepTwoParts(await processNamed({ run: '000000bb' }).take('upload'));
		await age(performance.now() + 1_000);
		expect((await processNamed().take('upload')).checkpoint).toEqual(TWO_PARTS);
	});

	it('leaves a process alone that has the same number in another container of this host', async () => {
		await keepTwoParts(await processNamed({ run: '000000bb' }).take('upload'));
		expect((await processNamed().take('upload')).checkpoint).toBeUndefined();
	});

	it('lets one process only go on', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		// Three that are alive.
		const pids = [process.pid, process.ppid, 1];
		const taken = await Promise.all(
			pids.map(async (pid, index) => await processNamed({ pid, run: `000000c${index}` }).take('upload')),
		);
		expect(taken.filter((file) => file.checkpoint)).toHaveLength(1);
	});

	it('leaves an upload alone that is under way, here or in another process', async () => {
		const here = processNamed();
		const first = await here.take('upload');
		await keepTwoParts(first);
		expect((await here.take('upload')).checkpoint).toBeUndefined();
		const other = processNamed({ pid: process.ppid, run: '000000cc' });
		expect((await other.take('upload')).checkpoint).toBeUndefined();
		await first.release();
		expect((await here.take('upload')).checkpoint).toEqual(TWO_PARTS);
	});

	it('takes the file of another machine when it has not been touched for long', async () => {
		await keepTwoParts(await processNamed({ host: '00000002' }).take('upload'));
		const here = processNamed();
		expect((await here.take('upload')).checkpoint).toBeUndefined();
		await age(6 * MINUTE_MS);
		expect((await here.take('upload')).checkpoint).toEqual(TWO_PARTS);
	});

	it('removes what nobody has gone on with for three days', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		await writeFile(path.join(folder, 'not-ours.txt'), '');
		await age(3 * 24 * 60 * MINUTE_MS + MINUTE_MS);
		expect((await processNamed().take('upload')).checkpoint).toBeUndefined();
		expect(await readdir(folder)).toEqual(['not-ours.txt']);
	});

	it('removes it also where the process has begun long before', async () => {
		const here = processNamed();
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		await here.take('another upload');
		expect(await readdir(folder)).toHaveLength(1);
		const later = Date.now() + 3 * 24 * 60 * MINUTE_MS + MINUTE_MS;
		jest.spyOn(Date, 'now').mockReturnValue(later);
		await here.take('a third upload');
		expect(await readdir(folder)).toEqual([]);
	});

	it('says so, and goes on without, where the disk is of no use', async () => {
		folder = path.join(parent, 'a file');
		await writeFile(folder, '');
		const file = await processNamed().take('upload');
		expect(file.checkpoint).toBeUndefined();
		await keepTwoParts(file);
		await file.discard();
		expect(troubles.length).toBeGreaterThan(0);
	});
});

describe('a journal file', () => {
	it('is for the eyes of its owner only', async () => {
		await keepTwoParts(await processNamed().take('upload'));
		const [name = ''] = await readdir(folder);
		expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
	});

	it('is made for the commit where there is only one part', async () => {
		const file = await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload');
		await file.keep({ ...OPENED, partSizeBytes: 300 });
		await file.keep({ kind: 'stored', partNumber: 1, digest: DIGEST });
		expect(await readdir(folder)).toEqual([]);
		await file.keep({ kind: 'committing', atMs: 7 });
		expect((await processNamed().take('upload')).checkpoint).toEqual({
			uploadKey: 'key',
			sizeBytes: 300,
			partSizeBytes: 300,
			digests: { 1: DIGEST },
			commitUnclearSinceMs: 7,
		});
	});

	it('loses no entry of parts that are stored at the same time', async () => {
		const file = await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload');
		await file.keep(OPENED);
		await Promise.all(
			[1, 2, 3].map((partNumber) => file.keep({ kind: 'stored', partNumber, digest: DIGEST })),
		);
		const { checkpoint } = await processNamed().take('upload');
		expect(checkpoint?.digests).toEqual({ 1: DIGEST, 2: DIGEST, 3: DIGEST });
	});

	it('goes on after half a line', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		const [name = ''] = await readdir(folder);
		await appendFile(path.join(folder, name), '{"kind":"stored","partNu');
		const second = await processNamed({ pid: NEXT_DEAD_PID, run: '000000cc' }).take('upload');
		expect(second.checkpoint).toEqual(TWO_PARTS);
		await second.keep({ kind: 'stored', partNumber: 2, digest: DIGEST });
		await second.keep({ kind: 'committing', atMs: 7 });
		expect((await processNamed().take('upload')).checkpoint).toEqual({
			...TWO_PARTS,
			digests: { 1: DIGEST, 2: DIGEST, 3: DIGEST },
			commitUnclearSinceMs: 7,
		});
	});

	it('goes on from a checkpoint that was kept elsewhere', async () => {
		const file = await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload');
		file.begin({ ...TWO_PARTS, commitUnclearSinceMs: 5 });
		await file.keep({ kind: 'committing', atMs: 9 });
		expect((await processNamed().take('upload')).checkpoint).toEqual({
			...TWO_PARTS,
			commitUnclearSinceMs: 5,
		});
	});

	it('begins anew where the upload does', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		const second = await processNamed({ pid: NEXT_DEAD_PID, run: '000000cc' }).take('upload');
		const journal = new UploadJournal(second.checkpoint, (entry) => second.keep(entry));
		await journal.record({ ...OPENED, uploadKey: 'another' });
		await journal.record({ kind: 'stored', partNumber: 2, digest: DIGEST });
		expect((await processNamed().take('upload')).checkpoint).toMatchObject({
			uploadKey: 'another',
			digests: { 2: DIGEST },
		});
	});

	it('never holds entries of one upload behind those of another, also where the disk fails in between', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		const second = await processNamed({ pid: NEXT_DEAD_PID, run: '000000cc' }).take('upload');
		const another = { ...OPENED, uploadKey: 'another' };
		await second.keep(another);
		jest.spyOn(fs, 'open').mockRejectedValueOnce(new Error('too many open files'));
		await second.keep({ kind: 'stored', partNumber: 1, digest: DIGEST });
		expect(troubles).toHaveLength(1);
		await second.keep({ kind: 'stored', partNumber: 2, digest: DIGEST });
		expect((await processNamed().take('upload')).checkpoint).toMatchObject({
			uploadKey: 'another',
			digests: { 1: DIGEST, 2: DIGEST },
		});
	});

	it('is gone when the upload is over', async () => {
		const file = await processNamed().take('upload');
		await keepTwoParts(file);
		await file.discard();
		expect(await readdir(folder)).toEqual([]);
	});

	it('is passed over where it is damaged', async () => {
		await keepTwoParts(await processNamed({ pid: DEAD_PID, run: '000000bb' }).take('upload'));
		const [name = ''] = await readdir(folder);
		const text = await readFile(path.join(folder, name), 'utf8');
		await writeFile(path.join(folder, name), text.replaceAll(DIGEST, 'nonsense'));
		expect((await processNamed().take('upload')).checkpoint).toBeUndefined();
	});
});

/** Makes all files look as if nobody had touched them for so long. */
async function age(ms: number): Promise<void> {
	const then = new Date(Date.now() - ms);
	for (const name of await readdir(folder)) await utimes(path.join(folder, name), then, then);
}
