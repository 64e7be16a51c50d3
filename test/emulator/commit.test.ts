import { createHash } from 'node:crypto';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';

const BYTES = deterministicBytes(1000);
const KIB = 1024;
const SMALL_SPACE = { id: '77', name: 'Small', quotaBytes: 1500 };

afterEach(endLabs);

describe('what commit takes', () => {
	it('E47 no upload key of another space, and none it does not know', async () => {
		const { client } = await startLab();
		const elsewhere = await client.commit(await client.store({ 1: BYTES }), {}, DEMO.marketingSpaceId);
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
		expect((await client.commit(await client.store({ 1: small, 2: BYTES }))).json.code).toBe(
			'dentryStoreError',
		);
		expect((await client.commit(await client.store({ 1: enough, 2: BYTES }))).status).toBe(200);
	});

	it('E49 E51 a gap in the part numbers, silently, when no size is given', async () => {
		const { emulator, client } = await startLab();
		const [first, third] = [deterministicBytes(100 * KIB, 1), deterministicBytes(10, 3)];
		const { status, json } = await client.commit(await client.store({ 3: third, 1: first }));
		expect(status).toBe(200);
		expect(json.dentry.size).toBe(first.length + third.length);
		expect((await emulator.readFile(json.dentry.id)).equals(Buffer.concat([first, third]))).toBe(true);
	});

	it('E50 no other size than the one given, and then creates nothing', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.store({ 1: BYTES });
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
			expect((await client.commit(await client.store({ 1: BYTES }), { name })).json.code).toBe(
				'dentryNameIllegal',
			);
		},
	);

	it('E53 a name with blanks around it, without them', async () => {
		const { client } = await startLab();
		const { json } = await client.commit(await client.store({ 1: BYTES }), { name: '  年报 2026.pdf ' });
		expect(json.dentry).toMatchObject({ name: '年报 2026.pdf', path: '/年报 2026.pdf', extension: 'pdf' });
	});

	it('E54 no conflict strategy it does not know', async () => {
		const { client } = await startLab();
		const { status, json } = await client.commit(await client.store({ 1: BYTES }), {
			option: { conflictStrategy: 'SHRUG' },
		});
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError.conflictStrategy' });
	});

	it('E56 a known parent folder only', async () => {
		const { client } = await startLab();
		const uploadKey = await client.store({ 1: BYTES });
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
			(await client.commit(await client.store({ 1: BYTES }), { option: { appProperties } })).json;
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
			await client.commit(await client.store({ 1: BYTES }, '77'), { option }, '77');
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

describe('the answer of commit', () => {
	it('E58 is a dentry with ids as text, numbers as numbers and dates as China writes them', async () => {
		const { client } = await startLab({ now: () => Date.UTC(2026, 4, 28, 1, 37, 16) });
		const { json } = await client.commit(await client.store({ 1: BYTES }), { name: 'sheet.xlsx' });
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
		const { json } = await client.commit(await client.store({ 1: BYTES }));
		expect(json.dentry.createTime).toBe('2026-05-28T01:37:16Z');
	});
});
