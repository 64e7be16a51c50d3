import { createHash } from 'node:crypto';
import type { Fault } from '../../emulator';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { DEMO } from '../support/start-emulator';
import { endLabs, startLab } from './support/lab';
import { send } from './support/raw-client';

const BYTES = deterministicBytes(300_000);

afterEach(endLabs);

describe('faults as a whole', () => {
	it('happen as often as they say, in their operation and for their part only', async () => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'return', operation: 'put', partNumber: 2, status: 503, count: 2 });
		const uploadKey = await client.open();
		const put = async (partNumber: number) => (await client.put(uploadKey, partNumber, BYTES)).status;
		expect([await put(1), await put(2), await put(2), await put(2)]).toEqual([200, 503, 503, 200]);
		expect(emulator.calls({ operation: 'put' }).map((call) => call.faults)).toEqual([
			[],
			['return'],
			['return'],
			[],
		]);
	});

	it('that never happened fail the test that set them', async () => {
		const { emulator } = await startLab();
		emulator.faults.add({ kind: 'stall', operation: 'commit', count: 2 });
		expect(emulator.faults.unconsumed()).toEqual([{ kind: 'stall', operation: 'commit', count: 2 }]);
		expect(() => emulator.faults.assertConsumed()).toThrow(/never happened.*stall/);
		emulator.faults.clear();
		expect(() => emulator.faults.assertConsumed()).not.toThrow();
	});

	it.each<Fault>([
		{ kind: 'short-batch', operation: 'put' },
		{ kind: 'wrong-etag', operation: 'commit' },
		{ kind: 'token-expired', operation: 'put' },
	])('that could never happen are refused: $kind in $operation', async (fault) => {
		const { emulator } = await startLab();
		expect(() => emulator.faults.add(fault)).toThrow(fault.kind);
	});
});

describe('faults of any operation', () => {
	it.each([
		[{ status: 503 }, 503, 'operationTimeout'],
		[{ status: 500 }, 500, 'unknownError'],
		[{ code: 'spaceQuotaInsufficient' }, 400, 'spaceQuotaInsufficient'],
		[{ code: 'notInTheCatalogue', status: 409 }, 409, 'notInTheCatalogue'],
	])('return %j', async (fault, expected, code) => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'return', operation: 'init', ...fault });
		const { status, json } = await client.init();
		expect({ status, code: json.code }).toEqual({ status: expected, code });
	});

	it('return a body and headers of their own', async () => {
		const { emulator, client } = await startLab();
		const fault = { status: 502, body: '<html>Bad Gateway</html>', headers: { 'Retry-After': '3' } };
		emulator.faults.add({ kind: 'return', operation: 'commit', ...fault });
		const { status, text, headers } = await client.commit('x');
		expect({ status, text, retryAfter: headers['retry-after'] }).toEqual({
			status: 502,
			text: '<html>Bad Gateway</html>',
			retryAfter: '3',
		});
	});

	it('reset-before-response does not execute', async () => {
		const { emulator, client } = await startLab();
		await client.token();
		emulator.faults.add({ kind: 'reset-before-response', operation: 'init' });
		await expect(client.init()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(emulator.uploads()).toEqual([]);
	});

	it.each([undefined, 503])('E60 response-lost executes, then answers %s', async (status) => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		await client.put(uploadKey, 1, BYTES);
		emulator.faults.add({ kind: 'response-lost', operation: 'commit', ...(status && { status }) });
		if (status) expect((await client.commit(uploadKey)).status).toBe(status);
		else await expect(client.commit(uploadKey)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(emulator.files()).toHaveLength(1);
	});

	it('executed-late executes when the next call arrives, before that one', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		await client.put(uploadKey, 1, BYTES);
		emulator.faults.add({ kind: 'executed-late', operation: 'commit', status: 503 });
		expect((await client.commit(uploadKey)).status).toBe(503);
		expect(emulator.files()).toEqual([]);
		expect((await client.commit(uploadKey)).json.code).toBe('paramError');
		expect(emulator.files()).toHaveLength(1);
	});

	it('omit-newest does not show the newest file, and shows it the next time', async () => {
		const { emulator, client } = await startLab();
		const names = async () => {
			const query = { parentId: '0', orderBy: 'CREATE_TIME', order: 'ASC' };
			const path = `/v1.0/storage/spaces/${DEMO.spaceId}/dentries`;
			const { json } = await client.call('GET', path, undefined, query);
			const entries: Array<{ name: string; type: string }> = json.dentries;
			return entries.filter(({ type }) => type === 'FILE').map(({ name }) => name);
		};
		for (const name of ['first.bin', 'second.bin']) {
			const uploadKey = await client.open();
			await client.put(uploadKey, 1, BYTES);
			await client.commit(uploadKey, { name });
		}
		emulator.faults.add({ kind: 'omit-newest', operation: 'listDentries' });
		expect(await names()).toEqual(['first.bin']);
		expect(await names()).toEqual(['first.bin', 'second.bin']);
	});

	it('stall never answers and ends with the emulator', async () => {
		const { emulator, client } = await startLab();
		await client.token();
		emulator.faults.add({ kind: 'stall', operation: 'init' });
		const init = client.init();
		const ended = expect(init).rejects.toMatchObject({ code: 'ECONNRESET' });
		await eventually(() => emulator.calls({ operation: 'init' })[0]?.faults.length === 1, 'the call stalls');
		await emulator.close();
		await ended;
		expect(emulator.calls({ operation: 'init' })[0]?.status).toBe(0);
	});

	it('truncated-json breaks off in the middle', async () => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'truncated-json', operation: 'init' });
		const { status, text, json } = await client.init();
		expect(status).toBe(200);
		expect(text).toMatch(/^\{"uploadKey/);
		expect(json).toBeUndefined();
	});

	it.each<[string, Partial<Fault>]>([
		['an answer without a body', {}],
		['an error', { status: 503 }],
	])('short-answer hangs up in the middle of %s', async (_, fault) => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		emulator.faults.add({ kind: 'short-answer', operation: 'put', ...fault } as Fault);
		await expect(client.put(uploadKey, 1, BYTES)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(emulator.uploads()[0]?.parts).toHaveLength('status' in fault ? 0 : 1);
	});

	it.each(['http-1.0', 'no-length', 'continue', 'early-hints'] as const)(
		'odd-answer executes and answers in the style %s',
		async (style) => {
			const { emulator, client } = await startLab();
			emulator.faults.add({ kind: 'odd-answer', operation: 'init', style });
			const { status, headers, json } = await client.init();
			expect({ status, length: headers['content-length'] }).toEqual({ status: 200, length: undefined });
			expect(json.uploadKey).toBeTruthy();
		},
	);

	it('token-expired ends the token of the call, and a new one works', async () => {
		const { emulator, client } = await startLab();
		const before = await client.token();
		emulator.faults.add({ kind: 'token-expired', operation: 'init' });
		expect((await client.init()).json.code).toBe('InvalidAuthentication');
		expect(await client.fetchToken()).not.toBe(before);
		expect((await client.init()).status).toBe(200);
	});
});

describe('E46 faults of a part', () => {
	const partOf = async (fault: Fault) => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		emulator.faults.add(fault);
		return { emulator, uploadKey, put: async () => await client.put(uploadKey, 1, BYTES) };
	};

	it.each([
		[{ code: 'SignatureDoesNotMatch' }, 403],
		[{ status: 500 }, 500],
		[{ status: 503 }, 503],
	])('E46 return %j once', async (fault, expected) => {
		const { put } = await partOf({ kind: 'return', operation: 'put', ...fault });
		const { status, headers, text } = await put();
		expect(status).toBe(expected);
		expect(headers['content-type']).toBe('application/xml');
		expect(text).toContain('<Code>');
		expect((await put()).status).toBe(200);
	});

	it('E46 redirect: 307 to the given address', async () => {
		const location = 'http://127.0.0.1:1/elsewhere';
		const { put } = await partOf({ kind: 'redirect', operation: 'put', location });
		const { status, headers } = await put();
		expect({ status, location: headers.location }).toEqual({ status: 307, location });
	});

	it('E46 reset-after-bytes cuts the connection in the body and stores nothing', async () => {
		const { emulator, put } = await partOf({ kind: 'reset-after-bytes', operation: 'put', bytes: 100_000 });
		await expect(put()).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
		expect(emulator.calls({ operation: 'put' })[0]?.bytes).toBeGreaterThanOrEqual(100_000);
		expect(emulator.uploads()[0]?.parts).toEqual([]);
	});

	it('E46 stop-reading leaves the rest of the body on the line', async () => {
		const { emulator, put } = await partOf({ kind: 'stop-reading', operation: 'put', bytes: 1 });
		const ended = expect(put()).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
		await eventually(() => (emulator.calls({ operation: 'put' })[0]?.bytes ?? 0) > 0, 'some bytes arrive');
		await emulator.close();
		await ended;
		expect(emulator.calls({ operation: 'put' })[0]?.bytes).toBeLessThan(BYTES.length);
	});

	it('slow takes its time', async () => {
		const { put } = await partOf({ kind: 'slow', operation: 'put', bytesPerSecond: 1_000_000 });
		const startedAtMs = performance.now();
		expect((await put()).status).toBe(200);
		// 300 kB at 1 MB/s, less what the bucket makes up for.
		expect(performance.now() - startedAtMs).toBeGreaterThan(250);
	});

	it('expire-url refuses a good signature as too old, once', async () => {
		const { put } = await partOf({ kind: 'expire-url', operation: 'put' });
		expect((await put()).text).toContain('<Code>RequestTimeTooSkewed</Code>');
		expect((await put()).status).toBe(200);
	});

	it('wrong-etag and omit-etag store the part all the same', async () => {
		const { emulator, put } = await partOf({ kind: 'wrong-etag', operation: 'put' });
		expect((await put()).headers.etag).toBe(`"${'0'.repeat(32)}"`);
		emulator.faults.add({ kind: 'omit-etag', operation: 'put' });
		expect((await put()).headers).not.toHaveProperty('etag');
		expect(emulator.uploads()[0]?.parts).toHaveLength(1);
	});

	it('flip-byte stores other bytes, and says so by its ETag', async () => {
		const { emulator, put } = await partOf({ kind: 'flip-byte', operation: 'put' });
		const [spoilt, whole] = [(await put()).headers.etag, (await put()).headers.etag];
		const md5 = createHash('md5').update(BYTES).digest('hex').toUpperCase();
		expect(spoilt).toMatch(/^"[0-9A-F]{32}"$/);
		expect(spoilt).not.toBe(whole);
		expect(whole).toBe(`"${md5}"`);
		expect(emulator.uploads()[0]?.parts).toHaveLength(1);
	});
});

describe('faults of the part infos', () => {
	const query = async (fault: Fault, partNumbers: number[]) => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		emulator.faults.add(fault);
		const { json } = await client.query(uploadKey, partNumbers);
		return json.multipartHeaderSignatureInfos;
	};
	const numbers = (infos: Array<{ partNumber: number }>) => infos.map((info) => info.partNumber);

	it('short-batch leaves parts out', async () => {
		expect(numbers(await query({ kind: 'short-batch', operation: 'query', omit: 2 }, [1, 2, 3]))).toEqual([
			1,
		]);
	});

	it('shuffle-batch changes the order', async () => {
		expect(numbers(await query({ kind: 'shuffle-batch', operation: 'query' }, [1, 2, 3]))).toEqual([3, 2, 1]);
	});

	it('extra-parts adds parts', async () => {
		expect(numbers(await query({ kind: 'extra-parts', operation: 'query' }, [3, 1]))).toEqual([3, 1, 4]);
	});

	it('expire-url signs with a date that is too old already', async () => {
		const { emulator, client } = await startLab();
		emulator.faults.add({ kind: 'expire-url', operation: 'query', partNumber: 2 });
		const uploadKey = await client.open();
		expect((await client.put(uploadKey, 1, BYTES)).status).toBe(200);
		expect((await client.put(uploadKey, 2, BYTES)).text).toContain('<Code>RequestTimeTooSkewed</Code>');
		const again = await client.sign(uploadKey, 2);
		expect((await send('PUT', again.url, { headers: again.headers, body: BYTES })).status).toBe(200);
	});
});
