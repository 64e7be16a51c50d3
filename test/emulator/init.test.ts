import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { RawClient } from './support/raw-client';

const SMALL_SPACE = { id: '77', name: 'Small', quotaBytes: 1000 };

afterEach(endLabs);

describe('init', () => {
	it('E22 has one path and one method', async () => {
		const { client } = await startLab();
		const path = `/v1.0/storage/spaces/${DEMO.spaceId}/files/multiPartUploadInfos/init`;
		expect((await client.call('GET', path)).json.errcode).toBe(404);
		expect(
			(await client.call('POST', '/v1.0/storage/spaces/files/multiPartUploadInfos/init', {})).json.errcode,
		).toBe(404);
		expect((await client.call('POST', path, {})).status).toBe(200);
	});

	it('E23 unknown space: 404 spaceNotExist', async () => {
		const { client } = await startLab();
		const { status, json } = await client.init({}, '1');
		expect({ status, code: json.code }).toEqual({ status: 404, code: 'spaceNotExist' });
	});

	it.each([
		['who may only read', DEMO.readerUnionId],
		['whom nobody knows', 'stranger'],
		['given by user id', DEMO.userId],
	])('E23 an operator %s: 403 permissionDenied', async (_, unionId) => {
		const { emulator } = await startLab();
		const { status, json } = await new RawClient(emulator, unionId).init();
		expect({ status, code: json.code }).toEqual({ status: 403, code: 'permissionDenied' });
	});

	it('E24 takes no storage driver but DINGTALK', async () => {
		const { client } = await startLab();
		expect((await client.init({ storageDriver: 'ALIDOC' })).json.code).toBe('paramError.storageDriver');
		expect((await client.init({ storageDriver: 'DINGTALK' })).status).toBe(200);
	});

	it('E25 checks the capacity when the size is given, and only then', async () => {
		const { client } = await startLab({ spaces: [SMALL_SPACE] });
		const tooLarge = await client.init({ preCheckParam: { size: 1001 } }, SMALL_SPACE.id);
		expect(tooLarge.status).toBe(400);
		expect(tooLarge.json.code).toBe('spaceQuotaInsufficient');
		expect((await client.init({ preCheckParam: { size: 1000 } }, SMALL_SPACE.id)).status).toBe(200);
		expect((await client.init({}, SMALL_SPACE.id)).status).toBe(200);
	});

	it('E26 checks the name', async () => {
		const { client } = await startLab();
		expect((await client.init({ preCheckParam: { name: 'a|b.txt' } })).json.code).toBe('dentryNameIllegal');
		expect((await client.init({ preCheckParam: { name: 'a-b.txt' } })).status).toBe(200);
	});

	it('E27 answers an upload key of its own each time, and the driver, and nothing else', async () => {
		const { client } = await startLab();
		const first = (await client.init()).json;
		const second = (await client.init()).json;
		expect(Object.keys(first).sort()).toEqual(['storageDriver', 'uploadKey']);
		expect(first.uploadKey).toMatch(/^[A-Za-z0-9_-]{100,}$/);
		expect(second.uploadKey).not.toBe(first.uploadKey);
	});

	it('E27 binds the key to its operator when the switch says so', async () => {
		const { emulator, client } = await startLab({ switches: { uploadKeyOperator: 'same' } });
		const uploadKey = await client.open();
		const other = new RawClient(emulator, DEMO.readerUnionId);
		expect((await other.query(uploadKey, [1])).json.code).toBe('paramError.uploadKey');
		expect((await client.query(uploadKey, [1])).status).toBe(200);
	});

	it('E28 ignores fields it does not know', async () => {
		const { client } = await startLab();
		const { status } = await client.init({ protocol: 'X', multipart: 'no', preferIntranet: 3 });
		expect(status).toBe(200);
	});

	it('E87 refuses a name that is taken if switched', async () => {
		const { client } = await startLab({ switches: { takenNameAtInit: 'reject' } });
		const name = 'taken.bin';
		await client.commit(await client.store({ 1: Buffer.from('bytes') }), { name });
		expect((await client.init({ preCheckParam: { name } })).json.code).toBe('dentryAlreadyExist');
		expect((await client.uploadInfo({ preCheckParam: { name } })).json.code).toBe('dentryAlreadyExist');
		for (const check of [{ name: 'free.bin' }, { size: 5 }, { name, parentId: DEMO.folders.reports2026 }]) {
			expect((await client.init({ preCheckParam: check })).status).toBe(200);
		}
	});

	it('E87 accepts a name that is taken otherwise', async () => {
		const { client } = await startLab();
		const name = 'taken.bin';
		await client.commit(await client.store({ 1: Buffer.from('bytes') }), { name });
		expect((await client.init({ preCheckParam: { name } })).status).toBe(200);
	});
});
