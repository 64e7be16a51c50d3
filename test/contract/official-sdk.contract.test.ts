import { request } from 'node:http';
import OAuth2, { GetAccessTokenRequest } from '@alicloud/dingtalk/dist/oauth2_1_0/client';
import Storage, * as storage from '@alicloud/dingtalk/dist/storage_1_0/client';
import { Config } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { Emulator } from '../../emulator';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO, startTestEmulator } from '../support/start-emulator';

/**
 * DingTalk's own client library, an independent reading of the protocol, uploads to the emulator. The steps are
 * those of the sample in DingTalk's docs ("Get multipart upload infos"): 1 MiB parts, one after the other, one
 * query for each, and a PUT that sends the signed headers and nothing else.
 */
const PART_SIZE_BYTES = 1024 * 1024;

const RUNTIME = new RuntimeOptions({});

let emulator: Emulator;
let client: Storage;
let accessToken: string;

beforeEach(async () => {
	emulator = await startTestEmulator();
	const config = () => new Config({ protocol: 'http', endpoint: new URL(emulator.apiUrl).host });
	const credentials = new GetAccessTokenRequest({ appKey: DEMO.clientId, appSecret: DEMO.clientSecret });
	accessToken = (await new OAuth2(config()).getAccessToken(credentials)).body?.accessToken ?? '';
	client = new Storage(config());
});

afterEach(async () => await emulator.close());

async function init(unionId: string = DEMO.unionId): Promise<string> {
	const { body } = await client.initMultipartFileUploadWithOptions(
		DEMO.spaceId,
		new storage.InitMultipartFileUploadRequest({
			unionId,
			option: new storage.InitMultipartFileUploadRequestOption({ storageDriver: 'DINGTALK' }),
		}),
		new storage.InitMultipartFileUploadHeaders({ xAcsDingtalkAccessToken: accessToken }),
		RUNTIME,
	);
	return body?.uploadKey ?? '';
}

async function sign(uploadKey: string, partNumber: number) {
	const { body } = await client.getMultipartFileUploadInfosWithOptions(
		new storage.GetMultipartFileUploadInfosRequest({
			unionId: DEMO.unionId,
			uploadKey,
			partNumbers: [partNumber],
		}),
		new storage.GetMultipartFileUploadInfosHeaders({ xAcsDingtalkAccessToken: accessToken }),
		RUNTIME,
	);
	return body?.multipartHeaderSignatureInfos?.[0]?.headerSignatureInfo;
}

async function put(url: string, headers: Record<string, string>, part: Buffer): Promise<number | undefined> {
	return await new Promise((resolve, reject) => {
		const sending = request(url, { method: 'PUT', headers }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode));
		});
		sending.on('error', reject).end(part);
	});
}

async function commit(uploadKey: string, sizeBytes: number) {
	const { body } = await client.commitFileWithOptions(
		DEMO.spaceId,
		new storage.CommitFileRequest({
			unionId: DEMO.unionId,
			uploadKey,
			name: 'music.mp3',
			parentId: '0',
			option: new storage.CommitFileRequestOption({ size: sizeBytes, conflictStrategy: 'OVERWRITE' }),
		}),
		new storage.CommitFileHeaders({ xAcsDingtalkAccessToken: accessToken }),
		RUNTIME,
	);
	return body?.dentry;
}

it("takes an upload by the steps of the sample in DingTalk's docs", async () => {
	const bytes = deterministicBytes(2 * PART_SIZE_BYTES + 12_345);
	const uploadKey = await init();
	for (let start = 0, partNumber = 1; start < bytes.length; start += PART_SIZE_BYTES, partNumber++) {
		const info = await sign(uploadKey, partNumber);
		const part = bytes.subarray(start, start + PART_SIZE_BYTES);
		expect(await put(info?.resourceUrls?.[0] ?? '', info?.headers ?? {}, part)).toBe(200);
	}

	const dentry = await commit(uploadKey, bytes.length);

	expect(dentry).toMatchObject({ name: 'music.mp3', size: bytes.length, spaceId: DEMO.spaceId, version: 1 });
	expect((await emulator.readFile(dentry?.id ?? '')).equals(bytes)).toBe(true);
	expect(emulator.calls().map((call) => call.operation)).toEqual([
		'token',
		'init',
		...['query', 'put'],
		...['query', 'put'],
		...['query', 'put'],
		'commit',
	]);
});

it('answers errors that the library understands', async () => {
	await expect(init('stranger')).rejects.toMatchObject({ code: 'permissionDenied' });
	accessToken = 'expired';
	await expect(init()).rejects.toMatchObject({ code: 'InvalidAuthentication' });
});
