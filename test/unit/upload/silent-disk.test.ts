import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JournalFolder } from '../../../lib/upload';
import { eventually } from '../../support/eventually';

const DISK_TIMEOUT_MS = 50;
const LONG_AGO_MS = Date.now() - 300_000;
const OPENED = { kind: 'opened', uploadKey: 'key', sizeBytes: 300, partSizeBytes: 100 } as const;
const STORED = { kind: 'stored', partNumber: 1, digest: 'A'.repeat(32) } as const;

let folder: string;
let troubles: string[];
let journals: JournalFolder;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'silent-disk-'));
	troubles = [];
	const onTrouble = (error: unknown) => troubles.push(String(error));
	journals = new JournalFolder(folder, onTrouble, undefined, DISK_TIMEOUT_MS);
});
afterEach(async () => await rm(folder, { recursive: true }));

/** Gives the pipe its other end, as if the disk answered after all. */
const wakeUp = async (pipe: string) => await open(pipe, constants.O_RDWR | constants.O_NONBLOCK);

/** The journal of an upload under way, in whose place there is a pipe that nobody reads: writing to it does not end. */
async function takeSilently(): Promise<Awaited<ReturnType<JournalFolder['take']>>> {
	const probe = await journals.take('upload');
	await probe.keep(OPENED);
	await probe.keep(STORED);
	const [name = ''] = await readdir(folder);
	await probe.discard();
	// Files of one process differ in the number at their end only.
	execFileSync('mkfifo', [path.join(folder, name.replace(/1\.jsonl$/, '2.jsonl'))]);
	return await journals.take('upload');
}

const SILENCE = 'Error: The disk has not answered for 0.05 seconds';

it.each(['discard', 'release'] as const)(
	'a disk that takes nothing holds up neither parts nor %s',
	async (end) => {
		const file = await takeSilently();
		await file.keep(OPENED);
		await file.keep(STORED);
		await file.keep({ kind: 'committing', atMs: 1 });
		await file[end]();
		expect(troubles).toEqual([SILENCE]);

		const [name = ''] = await readdir(folder);
		const pipe = path.join(folder, name);
		const disk = await wakeUp(pipe);
		// What was left behind is made up for: the file is gone, or looks abandoned.
		const modifiedAtMs = async () => (await stat(pipe).catch(() => undefined))?.mtimeMs;
		await eventually(async () => ((await modifiedAtMs()) ?? 0) < LONG_AGO_MS, 'the end of the file');
		await disk.close();
	},
);

it('a disk that gives nothing does not keep an upload from beginning', async () => {
	const before = await journals.take('upload');
	await before.keep(OPENED);
	await before.keep(STORED);
	await before.release();
	const [name = ''] = await readdir(folder);
	const pipe = path.join(folder, name);
	await rm(pipe);
	execFileSync('mkfifo', [pipe]);
	await utimes(pipe, new Date(0), new Date(0));

	const file = await journals.take('upload');
	expect(file.checkpoint).toBeUndefined();
	expect(troubles).toEqual([SILENCE]);
	const [taken = ''] = await readdir(folder);
	await (await wakeUp(path.join(folder, taken))).close();
});
