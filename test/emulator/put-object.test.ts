import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { authorization } from '../../emulator/object-storage/signature-v1';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { endLabs, startLab } from './support/lab';
import { codeOf, send } from './support/raw-client';

const BYTES = deterministicBytes(1000);

afterEach(endLabs);

describe('the PUT of a whole file', () => {
	it('E73 is stored and answered like a part, and becomes the file', async () => {
		const { emulator, client } = await startLab();
		const { uploadKey, url, headers } = await client.openWhole();
		const put = await send('PUT', url, { headers, body: BYTES });
		expect({ status: put.status, text: put.text }).toEqual({ status: 200, text: '' });
		expect(put.headers).toMatchObject({
			etag: `"${createHash('md5').update(BYTES).digest('hex').toUpperCase()}"`,
			'x-oss-hash-crc64ecma': expect.stringMatching(/^\d+$/),
			'x-oss-request-id': expect.stringMatching(/^[0-9A-F]{24}$/),
			server: 'AliyunOSS',
		});
		const { json } = await client.commit(uploadKey, { option: { size: BYTES.length } });
		expect(json.dentry).toMatchObject({ name: 'file.bin', size: BYTES.length, version: 1 });
		expect((await emulator.readFile(json.dentry.id)).equals(BYTES)).toBe(true);
	});

	it('E73 is recorded as part 1, after two calls less than an upload in parts', async () => {
		const { emulator, client } = await startLab();
		const { uploadKey, url, headers } = await client.openWhole();
		await send('PUT', url, { headers, body: BYTES });
		await client.commit(uploadKey);
		expect(emulator.calls().map(({ operation }) => operation)).toEqual([
			'token',
			'uploadInfo',
			'put',
			'commit',
		]);
		const call = emulator.calls({ operation: 'put' })[0];
		expect(call).toMatchObject({ partNumber: 1, partNumbers: [1], bytes: BYTES.length, query: {} });
	});

	it('E73 may be empty', async () => {
		const { emulator, client } = await startLab();
		const { uploadKey, url, headers } = await client.openWhole();
		expect((await send('PUT', url, { headers, body: Buffer.alloc(0) })).status).toBe(200);
		const { json } = await client.commit(uploadKey, { option: { size: 0 } });
		expect(json.dentry.size).toBe(0);
		expect(await emulator.readFile(json.dentry.id)).toHaveLength(0);
	});

	it('E73 takes the place of an earlier one', async () => {
		const { emulator, client } = await startLab();
		const { uploadKey, url, headers } = await client.openWhole();
		await send('PUT', url, { headers, body: deterministicBytes(2000, 2) });
		await send('PUT', url, { headers, body: BYTES });
		expect(emulator.uploads()[0]?.parts).toMatchObject([{ partNumber: 1, sizeBytes: BYTES.length }]);
		const { json } = await client.commit(uploadKey);
		expect((await emulator.readFile(json.dentry.id)).equals(BYTES)).toBe(true);
	});

	it.each([
		['a Content-Type', { 'Content-Type': 'text/plain' }, ''],
		['an address of a part', {}, '?partNumber=1&uploadId=1'],
		['another object', {}, '.bak'],
	])('E73 with %s does not fit the signature', async (_, extra, suffix) => {
		const { emulator, client } = await startLab();
		const { url, headers } = await client.openWhole();
		const put = await send('PUT', url + suffix, { headers: { ...headers, ...extra }, body: BYTES });
		expect({ status: put.status, code: codeOf(put) }).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
		expect(emulator.uploads()[0]?.parts).toEqual([]);
	});

	it('E73 may start within 900 seconds', async () => {
		const now = Date.UTC(2026, 10, 22, 14, 0, 0);
		const { emulator, client } = await startLab({ now: () => now });
		const { url, headers } = await client.openWhole();
		emulator.advanceClock(900_000);
		expect((await send('PUT', url, { headers, body: BYTES })).status).toBe(200);
		emulator.advanceClock(1000);
		expect(codeOf(await send('PUT', url, { headers, body: BYTES }))).toBe('RequestTimeTooSkewed');
	});

	it('E73 reaches an object that waits for it only', async () => {
		const { client } = await startLab();
		const { url, headers } = await client.openWhole();
		const [objectKey, date] = ['yundisk0/nobody.file', headers['x-oss-date'] ?? ''];
		const signed = authorization({
			method: 'PUT',
			objectKey,
			query: new URLSearchParams(),
			headers: { 'x-oss-date': date },
		});
		const put = await send('PUT', new URL(`/${objectKey}`, url).href, {
			headers: { Authorization: signed, 'x-oss-date': date },
			body: BYTES,
		});
		expect({ status: put.status, code: codeOf(put) }).toEqual({ status: 403, code: 'AccessDenied' });
	});

	it('is hit by the faults of part 1', async () => {
		const { emulator, client } = await startLab();
		emulator.faults.add(
			{ kind: 'return', operation: 'put', partNumber: 1, status: 503 },
			{ kind: 'wrong-etag', operation: 'put', partNumber: 1 },
		);
		const { url, headers } = await client.openWhole();
		expect((await send('PUT', url, { headers, body: BYTES })).status).toBe(503);
		expect((await send('PUT', url, { headers, body: BYTES })).headers.etag).toBe(`"${'0'.repeat(32)}"`);
	});

	it('is refused where expire-url signed it with a date that is too old already', async () => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'expire-url', operation: 'uploadInfo' });
		const { url, headers } = await client.openWhole();
		const put = await send('PUT', url, { headers, body: BYTES });
		expect({ status: put.status, code: codeOf(put) }).toEqual({ status: 403, code: 'RequestTimeTooSkewed' });
		expect(emulator.calls({ operation: 'uploadInfo' })[0]?.faults).toEqual(['expire-url']);
	});
});

describe('the commit of a whole file', () => {
	it('E74 needs it to be stored', async () => {
		const { emulator, client } = await startLab();
		const { status, json } = await client.commit((await client.openWhole()).uploadKey);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'dentryStoreError' });
		expect(emulator.files()).toEqual([]);
	});

	it('E74 checks size and MD5 as with parts', async () => {
		const { client } = await startLab();
		const md5 = createHash('md5').update(BYTES).digest('hex');
		const { uploadKey, url, headers } = await client.openWhole({ preCheckParam: { md5 } });
		await send('PUT', url, { headers, body: deterministicBytes(1000, 2) });
		expect((await client.commit(uploadKey)).json.code).toBe('dentryStoreError');
		await send('PUT', url, { headers, body: BYTES });
		expect((await client.commit(uploadKey, { option: { size: 999 } })).json.code).toBe('dentryStoreError');
		expect((await client.commit(uploadKey, { option: { size: 1000 } })).status).toBe(200);
		expect((await client.commit(uploadKey)).json.code).toBe('paramError');
	});

	it('E76 ends the uploads of the object', async () => {
		const { emulator, client } = await startLab();
		const { uploadKey, url, headers } = await client.openWhole();
		await send('PUT', url, { headers, body: BYTES });
		const { json } = await client.commit(uploadKey);
		const again = await send('PUT', url, { headers, body: deterministicBytes(5) });
		expect({ status: again.status, code: codeOf(again) }).toEqual({ status: 403, code: 'AccessDenied' });
		expect((await emulator.readFile(json.dentry.id)).equals(BYTES)).toBe(true);
	});

	it('E76 refuses a PUT that was under way at its end', async () => {
		const { emulator, client } = await startLab();
		const { uploadKey, url, headers } = await client.openWhole();
		await send('PUT', url, { headers, body: BYTES });
		const late = request(url, { method: 'PUT', agent: false, headers: { ...headers, 'Content-Length': 2 } });
		const answered = new Promise<number | undefined>((resolve, reject) => {
			late.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode));
		});
		late.write('a');
		await eventually(() => emulator.calls({ operation: 'put' })[1]?.bytes === 1, 'the PUT starts');
		await client.commit(uploadKey);
		late.end('b');
		expect(await answered).toBe(403);
		expect(emulator.files()).toMatchObject([{ sizeBytes: BYTES.length }]);
	});
});
