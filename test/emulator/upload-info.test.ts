import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { RawClient } from './support/raw-client';
import { signedAddress } from './support/signed-address';

const SMALL_SPACE = { id: '77', name: 'Small', quotaBytes: 1000 };
const FIVE_GIB = 5 * 1024 ** 3;

afterEach(endLabs);

describe('the upload info of a whole file', () => {
	it('E70 has one path and one method', async () => {
		const { client } = await startLab();
		const path = `/v1.0/storage/spaces/${DEMO.spaceId}/files/uploadInfos/query`;
		expect((await client.call('GET', path)).json.errcode).toBe(404);
		expect((await client.uploadInfo()).status).toBe(200);
	});

	it.each([
		['no protocol', { protocol: undefined }, 'Missingprotocol'],
		['an unknown protocol', { protocol: 'STS' }, 'paramError.protocol'],
		['no multipart', { multipart: undefined }, 'Missingmultipart'],
		['a multipart that is neither true nor false', { multipart: 'no' }, 'paramError.multipart'],
	])('E70 refuses %s', async (_, fields, code) => {
		const { emulator, client } = await startLab();
		const { status, json } = await client.uploadInfo({}, fields);
		expect({ status, code: json.code }).toEqual({ status: 400, code });
		expect(emulator.uploads()).toEqual([]);
	});

	it('E70 makes the checks of init', async () => {
		const { emulator, client } = await startLab({ spaces: [SMALL_SPACE] });
		const code = async (option: unknown, spaceId = SMALL_SPACE.id) =>
			(await client.uploadInfo(option, {}, spaceId)).json.code;
		expect(await code({}, '1')).toBe('spaceNotExist');
		expect(await code({ storageDriver: 'ALIDOC' })).toBe('paramError.storageDriver');
		expect(await code({ preCheckParam: { name: 'a|b' } })).toBe('dentryNameIllegal');
		expect(await code({ preCheckParam: { parentId: '404' } })).toBe('dentryNotExist');
		expect(await code({ preCheckParam: { size: 1001 } })).toBe('spaceQuotaInsufficient');
		expect(emulator.uploads()).toEqual([]);
	});

	it('E70 is for those who may write', async () => {
		const { emulator } = await startLab();
		const { status, json } = await new RawClient(emulator, DEMO.readerUnionId).uploadInfo();
		expect({ status, code: json.code }).toEqual({ status: 403, code: 'permissionDenied' });
	});

	it('E71 has all documented fields, and an address without a query', async () => {
		const { emulator, client } = await startLab({ now: () => Date.UTC(2026, 4, 28, 1, 37, 16) });
		const { json } = await client.uploadInfo({ preferRegion: 'SHANGHAI' });
		expect(json).toEqual({
			uploadKey: expect.stringMatching(/^[A-Za-z0-9_-]{100,}$/),
			storageDriver: 'DINGTALK',
			protocol: 'HEADER_SIGNATURE',
			headerSignatureInfo: signedAddress('SHANGHAI'),
		});
		expect(emulator.uploads()).toMatchObject([{ uploadKey: json.uploadKey, kind: 'single', parts: [] }]);
	});

	it('E71 has an upload key and an object of its own each time', async () => {
		const { client } = await startLab();
		const [first, second] = [await client.openWhole(), await client.openWhole()];
		expect(second.uploadKey).not.toBe(first.uploadKey);
		expect(second.url).not.toBe(first.url);
	});

	it('E71 names several hosts when the switch says so', async () => {
		const { client } = await startLab({ switches: { resourceHosts: ['http://127.0.0.1:1', 'storage'] } });
		const { resourceUrls } = (await client.uploadInfo()).json.headerSignatureInfo;
		expect(resourceUrls).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\//), expect.anything()]);
		expect(new URL(resourceUrls[0]).pathname).toBe(new URL(resourceUrls[1]).pathname);
	});

	it('E72 is refused for a file above 5 GB that shall not come in parts', async () => {
		const { client } = await startLab();
		const ask = async (size: number, multipart: boolean) =>
			await client.uploadInfo({ preCheckParam: { size } }, { multipart });
		const tooLarge = await ask(FIVE_GIB + 1, false);
		expect({ status: tooLarge.status, code: tooLarge.json.code }).toEqual({
			status: 400,
			code: 'dentryUploadError',
		});
		expect((await ask(FIVE_GIB, false)).status).toBe(200);
		expect((await ask(FIVE_GIB + 1, true)).status).toBe(200);
	});

	it('E75 signs no parts', async () => {
		const { client } = await startLab();
		const { uploadKey } = await client.openWhole();
		const { status, json } = await client.query(uploadKey, [1]);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError.uploadKey' });
	});
});
