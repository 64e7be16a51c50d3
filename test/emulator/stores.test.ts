import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { send } from './support/raw-client';

const FIRST = deterministicBytes(150_000, 1);
const SECOND = deterministicBytes(50_000, 2);
const WHOLE = Buffer.concat([FIRST, SECOND]);

const digest = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'emulator-'));
});
afterEach(async () => {
	await endLabs();
	await rm(folder, { recursive: true });
});

describe.each(['memory', 'folder'])('the %s store', (kind) => {
	const store = () => (kind === 'memory' ? 'memory' : { folder });

	it('knows the digests of the whole file and gives its bytes back', async () => {
		const { emulator, client } = await startLab({ store: store() });
		const { dentry } = (await client.upload([FIRST, SECOND])).json;
		expect(emulator.files()).toEqual([
			expect.objectContaining({ sha256: digest('sha256', WHOLE), md5: digest('md5', WHOLE) }),
		]);
		expect((await emulator.readFile(dentry.id)).equals(WHOLE)).toBe(true);
	});

	it('takes an empty file in one PUT', async () => {
		const { emulator, client } = await startLab({ store: store() });
		const { uploadKey, url, headers } = await client.openWhole();
		await send('PUT', url, { headers, body: Buffer.alloc(0) });
		const { dentry } = (await client.commit(uploadKey)).json;
		expect(emulator.files()).toMatchObject([{ sizeBytes: 0, md5: digest('md5', Buffer.alloc(0)) }]);
		expect(await emulator.readFile(dentry.id)).toHaveLength(0);
	});

	it('checks the MD5 given at init and makes duplicates', async () => {
		const { emulator, client } = await startLab({
			store: store(),
			switches: { repeatedCommit: 'duplicate' },
		});
		const uploadKey = await client.open({ preCheckParam: { md5: digest('md5', FIRST) } });
		await client.put(uploadKey, 1, SECOND);
		expect((await client.commit(uploadKey)).json.code).toBe('dentryStoreError');
		await client.put(uploadKey, 1, FIRST);
		await client.commit(uploadKey);
		const { dentry } = (await client.commit(uploadKey)).json;
		expect((await emulator.readFile(dentry.id)).equals(FIRST)).toBe(true);
	});
});

describe('the folder store', () => {
	it('keeps files where their path says, and nothing else', async () => {
		const { client } = await startLab({ store: { folder } });
		await client.upload([FIRST, SECOND], { name: '年报.pdf', parentId: DEMO.folders.reports });
		const file = path.join(folder, DEMO.spaceId, 'Reports 报告', '年报.pdf');
		expect((await readFile(file)).equals(WHOLE)).toBe(true);
		const left = await readdir(path.join(folder, '.parts'), { recursive: true, withFileTypes: true });
		expect(left.filter((entry) => entry.isFile())).toEqual([]);
	});

	it.each(['../../outside', '/etc/outside', '..', 'a\\..\\b:c', 'a\u0000b'])(
		'never leaves its folder, whatever the name: %j',
		async (name) => {
			const { emulator, client } = await startLab({ store: { folder: path.join(folder, 'inner') } });
			const { status, json } = await client.upload([SECOND], { name });
			expect(await readdir(folder)).toEqual(['inner']);
			if (status === 200) expect((await emulator.readFile(json.dentry.id)).equals(SECOND)).toBe(true);
			else expect(json.code).toBe('dentryNameIllegal');
		},
	);
});

describe('the hashing store', () => {
	it('keeps size and digests of each part, and no bytes', async () => {
		const { emulator, client } = await startLab({ store: 'hash' });
		const { dentry } = (await client.upload([FIRST, SECOND])).json;
		const [file] = emulator.files();
		expect(file?.sizeBytes).toBe(WHOLE.length);
		expect(file).not.toHaveProperty('sha256');
		expect(file?.parts).toEqual([
			{ partNumber: 1, sizeBytes: FIRST.length, md5: digest('md5', FIRST), sha256: digest('sha256', FIRST) },
			{
				partNumber: 2,
				sizeBytes: SECOND.length,
				md5: digest('md5', SECOND),
				sha256: digest('sha256', SECOND),
			},
		]);
		expect(() => emulator.openFile(dentry.id)).toThrow(/no bytes/);
	});
});
