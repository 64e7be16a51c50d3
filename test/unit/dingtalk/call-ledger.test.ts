import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CallLedger } from '../../../lib/dingtalk';

const NOVEMBER_MS = Date.UTC(2026, 10, 22, 14);
const DECEMBER_MS = Date.UTC(2026, 11, 2);

let parent: string;
let folder: string;
let nowMs: number;
beforeEach(async () => {
	parent = await mkdtemp(path.join(tmpdir(), 'ledger-'));
	folder = path.join(parent, 'made', 'when needed');
	nowMs = NOVEMBER_MS;
});
afterEach(async () => await rm(parent, { recursive: true }));

const ledgerOf = (app = 'https://api.dingtalk.com client') => new CallLedger(folder, app, () => nowMs);

test('calls of a month add up, whoever counts them', async () => {
	expect(await ledgerOf().add(3)).toBe(3);
	expect(await ledgerOf().add(5)).toBe(8);
	await Promise.all(Array.from({ length: 20 }, () => ledgerOf().add(2)));
	expect(await ledgerOf().add(1_234)).toBe(1_282);
});

test('every app has a quota of its own', async () => {
	await ledgerOf('a').add(3);
	expect(await ledgerOf('b').add(5)).toBe(5);
	expect(await ledgerOf('a').add(1)).toBe(4);
});

test('a month begins and ends in China', async () => {
	nowMs = Date.UTC(2026, 10, 30, 15, 59, 59);
	expect(await ledgerOf().add(3)).toBe(3);
	nowMs += 1_000;
	expect(await ledgerOf().add(5)).toBe(5);
});

test('the months before are thrown away, and nothing else', async () => {
	await ledgerOf('a').add(1);
	await ledgerOf('b').add(1);
	await writeFile(path.join(folder, 'calls-of-mine.txt'), 'mine');
	await writeFile(path.join(folder, 'journal.jsonl'), '{}');
	const [own = ''] = (await readdir(folder)).filter((name) => /^calls-[0-9a-f]/.test(name));
	await writeFile(path.join(folder, `${own}.bak`), '1');
	await writeFile(path.join(folder, `my-${own}`), '1');
	nowMs = DECEMBER_MS;
	await ledgerOf('a').add(1);
	const names = await readdir(folder);
	const months = names.flatMap((name) => /^calls-[0-9a-f]{16}-(\d{4}-\d{2})\.txt$/.exec(name)?.[1] ?? []);
	// That of the other app is left to the other app.
	expect(months.sort()).toEqual(['2026-11', '2026-12']);
	expect(names).toEqual(
		expect.arrayContaining(['calls-of-mine.txt', 'journal.jsonl', `${own}.bak`, `my-${own}`]),
	);
});

test('lines that cannot be read count for nothing', async () => {
	await ledgerOf().add(3);
	const [name = ''] = await readdir(folder);
	await writeFile(path.join(folder, name), '3\nnonsense\n\n4\n');
	expect(await ledgerOf().add(1)).toBe(8);
});

test('nobody learns from the disk which app it was', async () => {
	await ledgerOf('https://api.dingtalk.com dingsecretclient').add(3);
	const [name = ''] = await readdir(folder);
	expect(name).not.toContain('dingsecretclient');
	expect(await readFile(path.join(folder, name), 'utf8')).toBe('3\n');
	expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
});

test('a disk that is of no use is told', async () => {
	await writeFile(path.join(parent, 'made'), 'a file in the place of the folder');
	await expect(ledgerOf().add(1)).rejects.toMatchObject({ code: 'ENOTDIR' });
});
