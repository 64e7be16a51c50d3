import { get } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab, type Lab } from './support/lab';
import { codeOf, RawClient, send } from './support/raw-client';
import { signedAddress } from './support/signed-address';

const BYTES = deterministicBytes(150_000);

afterEach(endLabs);

/** Uploads in two parts; the file's id. */
async function uploadTo(client: Lab['client']): Promise<string> {
	return (await client.upload([BYTES.subarray(0, 120_000), BYTES.subarray(120_000)])).json.dentry.id;
}

async function signedGet(client: Lab['client'], dentryId: string) {
	const { headerSignatureInfo: info } = (await client.downloadInfo(dentryId)).json;
	return { url: info.resourceUrls[0] as string, headers: info.headers as Record<string, string> };
}

async function download({ url, headers }: Awaited<ReturnType<typeof signedGet>>, range?: string) {
	const answer = await fetch(url, { headers: range === undefined ? headers : { ...headers, Range: range } });
	return {
		status: answer.status,
		headers: Object.fromEntries(answer.headers),
		bytes: Buffer.from(await answer.arrayBuffer()),
	};
}

describe('the download info of a file', () => {
	it('E83 has all documented fields, and an address without a query', async () => {
		const { client } = await startLab({ now: () => Date.UTC(2026, 4, 28, 1, 37, 16) });
		const uploadKey = await client.open({ preferRegion: 'SHENZHEN' });
		await client.put(uploadKey, 1, BYTES);
		const { dentry } = (await client.commit(uploadKey)).json;
		const { status, json } = await client.downloadInfo(dentry.id);
		expect({ status, json }).toEqual({
			status: 200,
			json: {
				protocol: 'HEADER_SIGNATURE',
				headerSignatureInfo: signedAddress('SHENZHEN'),
			},
		});
	});

	it('E83 is for those who may read', async () => {
		const { emulator, client } = await startLab();
		const fileId = await uploadTo(client);
		expect((await new RawClient(emulator, DEMO.readerUnionId).downloadInfo(fileId)).status).toBe(200);
		const stranger = await new RawClient(emulator, 'stranger').downloadInfo(fileId);
		expect({ status: stranger.status, code: stranger.json.code }).toEqual({
			status: 403,
			code: 'permissionDenied',
		});
	});

	it('E83 knows files only, and their newest version', async () => {
		const { client } = await startLab();
		const fileId = await uploadTo(client);
		const code = async (id: string, option = {}) => (await client.downloadInfo(id, option)).json.code;
		expect(await code('404')).toBe('dentryNotExist');
		expect(await code(DEMO.folders.reports)).toBe('operationNotSupported');
		expect(await code(fileId, { version: 2 })).toBe('paramError');
		expect(await code(fileId, { version: 1 })).toBeUndefined();
	});

	it('E84 is refused to an organisation that has not proved who it is', async () => {
		const { client } = await startLab({ switches: { orgAuthLevel: 'unverified' } });
		const { status, json } = await client.downloadInfo(await uploadTo(client));
		expect({ status, code: json.code, message: json.message }).toEqual({
			status: 403,
			code: 'orgAuthLevelNotEnough',
			message: 'auth level of org is not enough',
		});
	});
});

describe.each(['memory', 'folder'])('the bytes of a file in the %s store', (kind) => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'emulator-'));
	});
	afterEach(async () => {
		await endLabs();
		await rm(folder, { recursive: true });
	});
	const started = async () => await startLab({ store: kind === 'memory' ? 'memory' : { folder } });

	it('E85 come from a signed GET', async () => {
		const { emulator, client } = await started();
		const signed = await signedGet(client, await uploadTo(client));
		const { status, headers, bytes } = await download(signed);
		expect(status).toBe(200);
		expect(bytes.equals(BYTES)).toBe(true);
		expect(headers).toMatchObject({
			'content-length': String(BYTES.length),
			'accept-ranges': 'bytes',
			server: 'AliyunOSS',
		});
		expect(emulator.calls({ operation: 'get' })).toMatchObject([{ method: 'GET', status: 200 }]);
	});

	it.each([
		['bytes=0-499', 0, 499],
		['bytes=119000-121000', 119_000, 121_000],
		['bytes=149500-', 149_500, 149_999],
		['bytes=-500', 149_500, 149_999],
		['bytes=0-9,20-29', 0, 9],
	])('E85 come in part with Range %s', async (range, first, last) => {
		const { client } = await started();
		const answer = await download(await signedGet(client, await uploadTo(client)), range);
		expect(answer.status).toBe(206);
		expect(answer.headers['content-range']).toBe(`bytes ${first}-${last}/150000`);
		expect(answer.bytes.equals(BYTES.subarray(first, last + 1))).toBe(true);
	});

	it.each(['byte=0-499', 'bytes=0-150000', 'bytes=150000-', 'bytes=-150001', 'bytes=5-4', 'bytes=-'])(
		'E85 come whole with Range %s',
		async (range) => {
			const { client } = await started();
			const answer = await download(await signedGet(client, await uploadTo(client)), range);
			expect(answer.status).toBe(200);
			expect(answer.bytes.equals(BYTES)).toBe(true);
		},
	);
});

describe('the signature of a GET', () => {
	it('E85 fits no other method, object or header, and ages', async () => {
		const { emulator, client } = await startLab();
		const fileId = await uploadTo(client);
		const { url, headers } = await signedGet(client, fileId);
		const code = async (method: string, at: string, more: object = {}) =>
			codeOf(
				await send(method, at, {
					headers: { ...headers, ...more },
					...(method === 'PUT' && { body: BYTES }),
				}),
			);
		expect(await code('PUT', url)).toBe('SignatureDoesNotMatch');
		expect(await code('GET', `${url}x`)).toBe('SignatureDoesNotMatch');
		expect(await code('GET', url, { 'Content-Type': 'text/plain' })).toBe('SignatureDoesNotMatch');
		expect(codeOf(await send('GET', url))).toBe('AccessDenied');
		expect(await code('POST', url)).toBe('MethodNotAllowed');
		emulator.advanceClock(901_000);
		expect(await code('GET', url)).toBe('RequestTimeTooSkewed');
	});

	it('E86 leads nowhere once the file was deleted or has a new version', async () => {
		const { client } = await startLab();
		const fileId = await uploadTo(client);
		const first = await signedGet(client, fileId);
		const other = Buffer.from('other');
		await client.upload([other], { option: { conflictStrategy: 'OVERWRITE' } });
		const gone = await send('GET', first.url, { headers: first.headers });
		expect({ status: gone.status, code: codeOf(gone) }).toEqual({ status: 404, code: 'NoSuchKey' });
		const second = await signedGet(client, fileId);
		expect((await download(second)).bytes.equals(other)).toBe(true);
		await client.delete(fileId);
		expect((await download(second)).status).toBe(404);
	});

	it('E86 leads to no bytes in the hashing store, which has none', async () => {
		const { client } = await startLab({ store: 'hash' });
		const { url, headers } = await signedGet(client, await uploadTo(client));
		const { status, text } = await send('GET', url, { headers });
		expect(status).toBe(501);
		expect(text).toContain('keeps no bytes');
	});

	it('is spoilt by faults', async () => {
		const { emulator, client } = await startLab();
		const fileId = await uploadTo(client);
		emulator.faults.add(
			{ kind: 'expire-url', operation: 'downloadInfo' },
			{ kind: 'return', operation: 'get', status: 503 },
			{ kind: 'expire-url', operation: 'get' },
		);
		const tooOld = await signedGet(client, fileId);
		const fresh = await signedGet(client, fileId);
		expect((await download(fresh)).status).toBe(503);
		expect((await download(fresh)).status).toBe(403);
		expect((await download(tooOld)).status).toBe(403);
		expect((await download(fresh)).bytes.equals(BYTES)).toBe(true);
		expect(() => emulator.faults.add({ kind: 'short-answer', operation: 'get' })).toThrow(/stream/);
	});

	it('may be given up half way', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		// More than the sockets between them hold.
		await client.put(uploadKey, 1, deterministicBytes(20_000_000));
		const { url, headers } = await signedGet(client, (await client.commit(uploadKey)).json.dentry.id);
		const download = get(url, { headers, agent: false }, (answer) =>
			answer.once('data', () => answer.destroy()),
		);
		download.on('error', () => {});
		await eventually(
			() => emulator.calls({ operation: 'get' })[0]?.endedAtMs !== undefined,
			'the connection ends',
		);
		expect((await client.init()).status).toBe(200);
	});
});
