import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab, type Lab } from './support/lab';
import { send } from './support/raw-client';

const BYTES = deterministicBytes(1000);
const KIB = 1024;
const SMALL_SPACE = { id: '77', name: 'Small', quotaBytes: 1500 };

afterEach(endLabs);

/** The key of an upload with these parts, by number. */
async function uploadOf(
	client: Lab['client'],
	parts: Readonly<Record<number, Buffer>> = { 1: BYTES },
	spaceId: string = DEMO.spaceId,
): Promise<string> {
	const uploadKey = await client.open({}, spaceId);
	for (const [number, part] of Object.entries(parts)) await client.put(uploadKey, Number(number), part);
	return uploadKey;
}

describe('what commit takes', () => {
	it('E47 no upload key of another space, and none it does not know', async () => {
		const { client } = await startLab();
		const elsewhere = await client.commit(await uploadOf(client), {}, DEMO.marketingSpaceId);
		const unknown = await client.commit('nonsense');
		for (const { status, json } of [elsewhere, unknown]) {
			expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError' });
		}
	});

	it('E48 no upload without a part', async () => {
		const { emulator, client } = await startLab();
		const { status, json } = await client.commit(await client.open());
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'dentryStoreError' });
		expect(emulator.files()).toEqual([]);
	});

	it('E48 no part below 100 KB but the last', async () => {
		const { client } = await startLab();
		const small = deterministicBytes(100 * KIB - 1);
		const enough = deterministicBytes(100 * KIB);
		expect((await client.commit(await uploadOf(client, { 1: small, 2: BYTES }))).json.code).toBe(
			'dentryStoreError',
		);
		expect((await client.commit(await uploadOf(client, { 1: enough, 2: BYTES }))).status).toBe(200);
	});

	it('E49 E51 a gap in the part numbers, silently, when no size is given', async () => {
		const { emulator, client } = await startLab();
		const [first, third] = [deterministicBytes(100 * KIB, 1), deterministicBytes(10, 3)];
		const { status, json } = await client.commit(await uploadOf(client, { 3: third, 1: first }));
		expect(status).toBe(200);
		expect(json.dentry.size).toBe(first.length + third.length);
		expect((await emulator.readFile(json.dentry.id)).equals(Buffer.concat([first, third]))).toBe(true);
	});

	it('E50 no other size than the one given, and then creates nothing', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await uploadOf(client);
		const wrong = await client.commit(uploadKey, { option: { size: 1001 } });
		expect({ status: wrong.status, code: wrong.json.code }).toEqual({
			status: 400,
			code: 'dentryStoreError',
		});
		expect(emulator.files()).toEqual([]);
		expect((await client.commit(uploadKey, { option: { size: 1000 } })).status).toBe(200);
	});

	it('E52 no other bytes than those of the MD5 given at init', async () => {
		const { emulator, client } = await startLab();
		const md5 = createHash('md5').update(BYTES).digest('hex').toUpperCase();
		const uploadKey = await client.open({ preCheckParam: { md5 } });
		await client.put(uploadKey, 1, deterministicBytes(1000, 2));
		expect((await client.commit(uploadKey)).json.code).toBe('dentryStoreError');
		expect(emulator.files()).toEqual([]);
		await client.put(uploadKey, 1, BYTES);
		expect((await client.commit(uploadKey)).status).toBe(200);
	});

	it.each(['a\tb', 'a*b', 'a"b', 'a<b', 'a>b', 'a|b', 'ends.', ' . ', '   '])(
		'E53 no name like %j',
		async (name) => {
			const { client } = await startLab();
			expect((await client.commit(await uploadOf(client), { name })).json.code).toBe('dentryNameIllegal');
		},
	);

	it('E53 a name with blanks around it, without them', async () => {
		const { client } = await startLab();
		const { json } = await client.commit(await uploadOf(client), { name: '  年报 2026.pdf ' });
		expect(json.dentry).toMatchObject({ name: '年报 2026.pdf', path: '/年报 2026.pdf', extension: 'pdf' });
	});

	it('E54 no conflict strategy it does not know', async () => {
		const { client } = await startLab();
		const { status, json } = await client.commit(await uploadOf(client), {
			option: { conflictStrategy: 'SHRUG' },
		});
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError.conflictStrategy' });
	});

	it('E56 a known parent folder only', async () => {
		const { client } = await startLab();
		const uploadKey = await uploadOf(client);
		const { status, json } = await client.commit(uploadKey, { parentId: '404' });
		expect({ status, code: json.code }).toEqual({ status: 404, code: 'dentryNotExist' });
		const inFolder = await client.commit(uploadKey, { parentId: DEMO.folders.reports2026 });
		expect(inFolder.json.dentry).toMatchObject({
			parentId: DEMO.folders.reports2026,
			path: '/Reports 报告/2026/file.bin',
		});
	});

	it('E56 at most three app properties, each of them complete', async () => {
		const { client } = await startLab();
		const property = (name: string) => ({ name, value: 'v', visibility: 'PUBLIC' });
		const commit = async (appProperties: unknown) =>
			(await client.commit(await uploadOf(client), { option: { appProperties } })).json;
		expect((await commit(['a', 'b', 'c', 'd'].map(property))).code).toBe(
			'dentryAppPropertiesNumberExceedsLimit',
		);
		expect((await commit([{ name: 'a', value: 'v' }])).code).toBe('paramError');
		expect((await commit([{ ...property('a'), visibility: 'SECRET' }])).code).toBe('paramError');
		expect((await commit([property('a')])).dentry.appProperties).toEqual({
			[DEMO.clientId]: [property('a')],
		});
	});

	it('E57 no more than the space can hold', async () => {
		const { client } = await startLab({ spaces: [SMALL_SPACE] });
		const commit = async (option: object) =>
			await client.commit(await uploadOf(client, { 1: BYTES }, '77'), { option }, '77');
		expect((await commit({})).status).toBe(200);
		const second = await commit({});
		expect({ status: second.status, code: second.json.code }).toEqual({
			status: 400,
			code: 'spaceQuotaInsufficient',
		});
		// A new version takes the room of the one before.
		expect((await commit({ conflictStrategy: 'OVERWRITE' })).status).toBe(200);
	});
});

describe('a name that is taken', () => {
	it('E54 E55 AUTO_RENAME, the default, numbers the new file', async () => {
		const { client } = await startLab();
		const commit = async (option: object) => {
			const { json } = await client.commit(await uploadOf(client), { name: 'a.tar.gz', option });
			return json.dentry.name;
		};
		expect(await commit({})).toBe('a.tar.gz');
		expect(await commit({})).toBe('a.tar(1).gz');
		expect(await commit({ conflictStrategy: 'AUTO_RENAME' })).toBe('a.tar(2).gz');
	});

	it.each([
		['a.txt', 'a(1).txt'],
		['.env', '.env(1)'],
		['Makefile', 'Makefile(1)'],
	])('E55 AUTO_RENAME makes %s %s', async (name, renamed) => {
		const { client } = await startLab();
		await client.commit(await uploadOf(client), { name });
		expect((await client.commit(await uploadOf(client), { name })).json.dentry.name).toBe(renamed);
	});

	it('E55 OVERWRITE makes a new version of the same file', async () => {
		const { emulator, client } = await startLab();
		const { json: first } = await client.commit(await uploadOf(client));
		const other = deterministicBytes(2000, 2);
		const { json: second } = await client.commit(await uploadOf(client, { 1: other }), {
			option: { conflictStrategy: 'OVERWRITE' },
		});
		expect(second.dentry).toMatchObject({ id: first.dentry.id, version: 2, size: 2000 });
		expect(emulator.files()).toHaveLength(1);
		expect((await emulator.readFile(first.dentry.id)).equals(other)).toBe(true);
	});

	it('E55 RETURN_DENTRY_IF_EXISTS answers the old file and stores nothing', async () => {
		const { emulator, client } = await startLab();
		const { json: first } = await client.commit(await uploadOf(client));
		const { json: second } = await client.commit(await uploadOf(client, { 1: deterministicBytes(2000) }), {
			option: { conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' },
		});
		expect(second).toEqual(first);
		expect(emulator.files()).toMatchObject([{ sizeBytes: 1000 }]);
	});

	it.each(['dentryAlreadyExist', 'dentryNameConflict'] as const)(
		'E55 RETURN_ERROR_IF_EXISTS answers %s',
		async (conflictErrorCode) => {
			const { emulator, client } = await startLab({ switches: { conflictErrorCode } });
			await client.commit(await uploadOf(client));
			const { status, json } = await client.commit(await uploadOf(client), {
				option: { conflictStrategy: 'RETURN_ERROR_IF_EXISTS' },
			});
			expect({ status, code: json.code }).toEqual({ status: 400, code: conflictErrorCode });
			expect(emulator.files()).toHaveLength(1);
		},
	);

	it('E55 commits at the same moment get different names', async () => {
		const { client } = await startLab();
		const keys = [await uploadOf(client), await uploadOf(client), await uploadOf(client)];
		const answers = await Promise.all(keys.map(async (key) => await client.commit(key)));
		expect(answers.map(({ json }) => json.dentry.name).sort()).toEqual([
			'file(1).bin',
			'file(2).bin',
			'file.bin',
		]);
	});
});

describe('the answer of commit', () => {
	it('E58 is a dentry with ids as text, numbers as numbers and dates as China writes them', async () => {
		const { client } = await startLab({ now: () => Date.UTC(2026, 4, 28, 1, 37, 16) });
		const { json } = await client.commit(await uploadOf(client), { name: 'sheet.xlsx' });
		expect(json).toEqual({
			dentry: {
				id: expect.stringMatching(/^\d{12}$/),
				spaceId: DEMO.spaceId,
				parentId: '0',
				type: 'FILE',
				name: 'sheet.xlsx',
				path: '/sheet.xlsx',
				size: 1000,
				version: 1,
				status: 'NORMAL',
				extension: 'xlsx',
				category: 'DOCUMENT',
				creatorId: DEMO.unionId,
				modifierId: DEMO.unionId,
				createTime: 'Thu May 28 09:37:16 CST 2026',
				modifiedTime: 'Thu May 28 09:37:16 CST 2026',
				uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
				partitionType: 'PUBLIC_OSS_PARTITION',
				storageDriver: 'DINGTALK',
			},
		});
	});

	it('E58 has ISO dates when the switch says so', async () => {
		const { client } = await startLab({
			now: () => Date.UTC(2026, 4, 28, 1, 37, 16),
			switches: { dateFormat: 'iso' },
		});
		const { json } = await client.commit(await uploadOf(client));
		expect(json.dentry.createTime).toBe('2026-05-28T01:37:16Z');
	});
});

describe('after commit', () => {
	it('E59 a second one is refused', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await uploadOf(client);
		await client.commit(uploadKey);
		const { status, json } = await client.commit(uploadKey);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError' });
		expect(emulator.files()).toHaveLength(1);
	});

	it('E59 a second one creates a duplicate when the switch says so', async () => {
		const { emulator, client } = await startLab({ switches: { repeatedCommit: 'duplicate' } });
		const uploadKey = await uploadOf(client);
		await client.commit(uploadKey);
		const { json } = await client.commit(uploadKey);
		expect(json.dentry.name).toBe('file(1).bin');
		expect((await emulator.readFile(json.dentry.id)).equals(BYTES)).toBe(true);
	});

	it('E62 the upload takes no parts and signs none', async () => {
		const { client } = await startLab();
		const uploadKey = await uploadOf(client);
		const { url, headers } = await client.sign(uploadKey, 2);
		await client.commit(uploadKey);
		const put = await send('PUT', url, { headers, body: BYTES });
		expect(put.status).toBe(404);
		expect(put.text).toContain('<Code>NoSuchUpload</Code>');
		expect((await client.query(uploadKey, [2])).json.code).toBe('paramError.uploadKey');
	});

	it('E62 a part that was under way is refused at its end', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await uploadOf(client);
		const { url, headers } = await client.sign(uploadKey, 2);
		const put = request(url, { method: 'PUT', agent: false, headers: { ...headers, 'Content-Length': 2 } });
		const answered = new Promise<number | undefined>((resolve, reject) => {
			put.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode));
		});
		put.write('a');
		await eventually(
			() => emulator.calls({ partNumber: 2, operation: 'put' })[0]?.bytes === 1,
			'the part starts',
		);
		await client.commit(uploadKey);
		put.end('b');
		expect(await answered).toBe(404);
		expect(emulator.files()).toMatchObject([{ sizeBytes: BYTES.length }]);
	});

	it.each(['DELETE', 'POST'])('E63 and before it there is no way to abort (%s)', async (method) => {
		const { emulator, client } = await startLab();
		await uploadOf(client);
		const path = `/v1.0/storage/spaces/${DEMO.spaceId}/files/multiPartUploadInfos/abort`;
		expect((await client.call(method, path, {})).json.errcode).toBe(404);
		expect(emulator.uploads()).toHaveLength(1);
	});
});
