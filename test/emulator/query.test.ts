import { deterministicBytes } from '../support/pattern-bytes';
import { endLabs, startLab } from './support/lab';
import { send, type Json } from './support/raw-client';

const numbersOf = (json: Json): number[] =>
	json.multipartHeaderSignatureInfos.map((info: { partNumber: number }) => info.partNumber);

afterEach(endLabs);

describe('query of part infos', () => {
	it('E29 refuses an unknown and a committed upload key', async () => {
		const { client } = await startLab();
		const unknown = await client.query('nonsense', [1]);
		const uploadKey = await client.open();
		await client.put(uploadKey, 1, deterministicBytes(5));
		await client.commit(uploadKey);
		const committed = await client.query(uploadKey, [1]);
		for (const { status, json } of [unknown, committed]) {
			expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError.uploadKey' });
		}
	});

	it.each([
		['none', []],
		['31', Array.from({ length: 31 }, (_, index) => index + 1)],
		['a fraction', [1.5]],
		['text', ['1']],
		['zero', [0]],
		['10001', [10_001]],
		['duplicates', [1, 1]],
		['no list', 1],
	])('E30 refuses part numbers: %s', async (_, partNumbers) => {
		const { client } = await startLab();
		const { status, json } = await client.query(await client.open(), partNumbers);
		expect({ status, code: json.code }).toEqual({ status: 400, code: 'paramError.partNumbers' });
	});

	it('E30 takes duplicates when the switch says so', async () => {
		const { client } = await startLab({ switches: { duplicatePartNumbers: 'accept' } });
		expect(numbersOf((await client.query(await client.open(), [1, 1])).json)).toEqual([1, 1]);
	});

	it('E31 answers one entry for each of up to 30 numbers, with all documented fields', async () => {
		const { client } = await startLab();
		const asked = [10_000, ...Array.from({ length: 29 }, (_, index) => index + 1)];
		const { json } = await client.query(await client.open({ preferRegion: 'SHANGHAI' }), asked);
		expect(numbersOf(json)).toEqual(asked);
		expect(json.multipartHeaderSignatureInfos[0].headerSignatureInfo).toEqual({
			resourceUrls: [expect.any(String)],
			headers: expect.any(Object),
			expirationSeconds: 900,
			region: 'SHANGHAI',
			internalResourceUrls: [],
		});
	});

	it('E32 signs with exactly two headers, dated now, and puts part and upload in the address', async () => {
		const now = Date.UTC(2026, 10, 22, 14, 0, 0);
		const { emulator, client } = await startLab({ now: () => now });
		const { url, headers } = await client.sign(await client.open(), 7);
		expect(headers).toEqual({
			Authorization: expect.stringMatching(/^OSS [^:]+:[A-Za-z0-9+/]{27}=$/),
			'x-oss-date': 'Sun, 22 Nov 2026 14:00:00 GMT',
		});
		const { origin, searchParams } = new URL(url);
		expect(origin).toBe(emulator.storageUrl);
		expect(searchParams.get('partNumber')).toBe('7');
		expect(searchParams.get('uploadId')).toMatch(/^[0-9A-F]{32}$/);
	});

	it('E33 signs again on demand; earlier signatures live until their own expiry', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		const first = await client.sign(uploadKey, 1);
		emulator.advanceClock(600_000);
		const second = await client.sign(uploadKey, 1);
		expect(second.headers['x-oss-date']).not.toBe(first.headers['x-oss-date']);
		const put = async ({ url, headers }: typeof first) =>
			(await send('PUT', url, { headers, body: deterministicBytes(5) })).status;
		expect([await put(first), await put(second)]).toEqual([200, 200]);
		emulator.advanceClock(600_000);
		expect([await put(first), await put(second)]).toEqual([403, 200]);
	});

	it('E34 answers in another order when the switch says so', async () => {
		const { client } = await startLab({ switches: { shuffleBatches: true } });
		expect(numbersOf((await client.query(await client.open(), [1, 2, 3])).json)).toEqual([3, 2, 1]);
	});

	it('answers several hosts when the switch says so, all with the same path and signature', async () => {
		const { emulator, client } = await startLab({
			switches: { resourceHosts: ['http://127.0.0.1:1', 'storage'] },
		});
		const { info } = await client.sign(await client.open(), 1);
		const [first, second] = info.resourceUrls.map((url: string) => new URL(url));
		expect(first.origin).toBe('http://127.0.0.1:1');
		expect(second.origin).toBe(emulator.storageUrl);
		expect(first.pathname + first.search).toBe(second.pathname + second.search);
	});
});
