import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { authorization } from '../../emulator/object-storage/signature-v1';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { endLabs, startLab, type Lab } from './support/lab';
import { codeOf, send } from './support/raw-client';

const BYTES = deterministicBytes(1000);
const FIVE_GIB = 5 * 1024 ** 3;

afterEach(endLabs);

/** A signed part of a fresh upload. */
async function signedPart(client: Lab['client'], partNumber = 1) {
	const uploadKey = await client.open();
	return { uploadKey, ...(await client.sign(uploadKey, partNumber)) };
}

/** Opens a connection of its own and writes the head of a PUT. */
function openPut(url: string, headers: Record<string, string | number>) {
	const { hostname, port, host, pathname, search } = new URL(url);
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	const socket = connect(Number(port), hostname);
	socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}\r\n`);
	return socket;
}

async function textOf(socket: ReturnType<typeof openPut>, end: RegExp): Promise<string> {
	let text = '';
	socket.setEncoding('utf8');
	for await (const chunk of socket) {
		text += chunk;
		if (end.test(text)) break;
	}
	return text;
}

describe('the signature of a part', () => {
	it.each([
		['another sub-resource', {}, '&acl'],
		['a further x-oss- header', { 'x-oss-meta-a': '1' }, ''],
		['a Content-MD5', { 'Content-MD5': createHash('md5').update(BYTES).digest('base64') }, ''],
		['another date', { 'x-oss-date': new Date(Date.now() - 60_000).toUTCString() }, ''],
	])('E35 does not fit %s', async (_, extra, suffix) => {
		const { emulator, client } = await startLab();
		const { url, headers } = await signedPart(client);
		const answer = await send('PUT', url + suffix, { headers: { ...headers, ...extra }, body: BYTES });
		expect({ status: answer.status, code: codeOf(answer) }).toEqual({
			status: 403,
			code: 'SignatureDoesNotMatch',
		});
		expect(emulator.uploads()[0]?.parts).toEqual([]);
	});

	it('E35 shows what was signed when it does not match', async () => {
		const { client } = await startLab();
		const { url, headers } = await signedPart(client);
		const { text } = await send('PUT', url, {
			headers: { ...headers, 'Content-Type': 'text/plain' },
			body: BYTES,
		});
		expect(text).toContain('<StringToSign>PUT\n\ntext/plain\n');
		expect(text).toContain('<StringToSignBytes>50 55 54 0a 0a');
		expect(text).toContain('<SignatureProvided>');
	});

	it.each([
		['application/octet-stream', 403],
		['', 200],
	])('E36 with Content-Type "%s" gives %i', async (contentType, expected) => {
		const { client } = await startLab();
		const { url, headers } = await signedPart(client);
		const { status } = await send('PUT', url, {
			headers: { ...headers, 'Content-Type': contentType },
			body: BYTES,
		});
		expect(status).toBe(expected);
	});

	it('E36 without a Content-Type succeeds', async () => {
		const { emulator, client } = await startLab();
		const { url, headers } = await signedPart(client);
		expect((await send('PUT', url, { headers, body: BYTES })).status).toBe(200);
		expect(emulator.calls({ operation: 'put' })[0]?.headers).not.toHaveProperty('content-type');
	});

	it('E37 lasts 900 seconds, and its age is looked at first', async () => {
		const now = Date.UTC(2026, 10, 22, 14, 0, 0);
		const { emulator, client } = await startLab({ now: () => now });
		const { url, headers } = await signedPart(client);
		emulator.advanceClock(900_000);
		expect((await send('PUT', url, { headers, body: BYTES })).status).toBe(200);
		emulator.advanceClock(1000);
		const wrongToo = { ...headers, 'Content-Type': 'text/plain' };
		const tooOld = await send('PUT', url, { headers: wrongToo, body: BYTES });
		expect(tooOld.status).toBe(403);
		expect(codeOf(tooOld)).toBe('RequestTimeTooSkewed');
		expect(tooOld.text).toContain('<MaxAllowedSkewMilliseconds>900000<');
		emulator.switches.skewCheck = 'after-signature';
		expect(codeOf(await send('PUT', url, { headers: wrongToo, body: BYTES }))).toBe('SignatureDoesNotMatch');
	});

	it.each([
		['no Authorization', { Authorization: undefined }, 403, 'AccessDenied'],
		['no date', { 'x-oss-date': undefined }, 403, 'AccessDenied'],
		[
			'an unknown key id',
			{ Authorization: 'OSS someone:kZG3dw1mMACN6GLNDFTYs38hW94=' },
			403,
			'InvalidAccessKeyId',
		],
		['a malformed Authorization', { Authorization: 'Bearer abc' }, 400, 'InvalidArgument'],
	])('E38 with %s is refused', async (_, change, expected, code) => {
		const { client } = await startLab();
		const { url, headers } = await signedPart(client);
		const all: Record<string, string | undefined> = { ...headers, ...change };
		const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
		const answer = await send('PUT', url, { headers: sent, body: BYTES });
		expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: expected, code });
	});
});

describe('the upload and the part', () => {
	it('E39 an unknown upload: 404 NoSuchUpload', async () => {
		const { emulator, client } = await startLab();
		const { url, headers } = await signedPart(client);
		emulator.reset();
		const answer = await send('PUT', url, { headers, body: BYTES });
		expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 404, code: 'NoSuchUpload' });
	});

	it.each(['0', '10001', '1.5', 'x'])('E39 a part number %s: 400 InvalidArgument', async (partNumber) => {
		const { client } = await startLab();
		const signed = await signedPart(client);
		const url = new URL(signed.url);
		url.searchParams.set('partNumber', partNumber);
		const headers = { 'x-oss-date': signed.headers['x-oss-date'] };
		const request = { method: 'PUT', objectKey: url.pathname.slice(1), query: url.searchParams, headers };
		const answer = await send('PUT', url.href, {
			headers: { ...headers, Authorization: authorization(request) },
			body: BYTES,
		});
		expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 400, code: 'InvalidArgument' });
		expect(answer.text).toContain(`<ArgumentValue>${partNumber}<`);
	});

	it('E39 takes part 10000', async () => {
		const { emulator, client } = await startLab();
		await client.put(await client.open(), 10_000, BYTES);
		expect(emulator.uploads()[0]?.parts).toMatchObject([{ partNumber: 10_000, sizeBytes: BYTES.length }]);
	});
});

describe('the body', () => {
	it('E40 without length and not chunked: 411 MissingContentLength', async () => {
		const { client } = await startLab();
		const { url, headers } = await signedPart(client);
		const text = await textOf(openPut(url, headers), /<\/Error>/);
		expect(text).toMatch(/^HTTP\/1\.1 411 /);
		expect(text).toContain('<Code>MissingContentLength</Code>');
	});

	it('E40 may come in chunks', async () => {
		const { emulator, client } = await startLab();
		const { url, headers } = await signedPart(client);
		const chunked = { ...headers, 'Transfer-Encoding': 'chunked' };
		expect((await send('PUT', url, { headers: chunked, body: BYTES, chunked: true })).status).toBe(200);
		expect(emulator.uploads()[0]?.parts[0]?.sizeBytes).toBe(BYTES.length);
	});

	it('E40 is asked for after Expect: 100-continue, and not when the request is refused', async () => {
		const { client } = await startLab();
		const { url, headers } = await signedPart(client);
		const expecting = { ...headers, Expect: '100-continue', 'Content-Length': BYTES.length };
		const good = openPut(url, expecting);
		good.once('data', () => good.write(BYTES));
		expect(await textOf(good, /HTTP\/1\.1 200 /)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
		const bad = await textOf(openPut(url, { ...expecting, 'Content-Type': 'text/plain' }), /<\/Error>/);
		expect(bad).toMatch(/^HTTP\/1\.1 403 /);
	});

	it('E41 of more than 5 GB is refused before it is sent', async () => {
		const { client } = await startLab();
		const { url, headers } = await signedPart(client);
		const text = await textOf(openPut(url, { ...headers, 'Content-Length': FIVE_GIB + 1 }), /<\/Error>/);
		expect(text).toMatch(/^HTTP\/1\.1 400 /);
		expect(text).toContain('<Code>EntityTooLarge</Code>');
	});

	it('E41 of less than 100 KB is taken, an empty one too', async () => {
		const { client } = await startLab();
		const uploadKey = await client.open();
		expect((await client.put(uploadKey, 1, deterministicBytes(1))).status).toBe(200);
		expect((await client.put(uploadKey, 2, Buffer.alloc(0))).status).toBe(200);
	});

	it('E42 is answered with its MD5 and CRC-64 and no body', async () => {
		const { client } = await startLab();
		const { status, headers, text } = await client.put(await client.open(), 1, Buffer.from('123456789'));
		expect(status).toBe(200);
		expect(text).toBe('');
		expect(headers).toMatchObject({
			etag: '"25F9E794323B453885F5181F1B624D0B"',
			// The published check value of CRC-64/XZ, 995dc9bbdf1939fa.
			'x-oss-hash-crc64ecma': '11051210869376104954',
			'x-oss-request-id': expect.stringMatching(/^[0-9A-F]{24}$/),
			server: 'AliyunOSS',
		});
	});

	it('E42 is answered without checksums when the switches say so', async () => {
		const { client } = await startLab({ switches: { etag: 'none', crc64: false } });
		const { headers } = await client.put(await client.open(), 1, BYTES);
		expect(headers).not.toHaveProperty('etag');
		expect(headers).not.toHaveProperty('x-oss-hash-crc64ecma');
	});

	it('E43 takes the place of an earlier one with the same number', async () => {
		const { emulator, client } = await startLab();
		const uploadKey = await client.open();
		await client.put(uploadKey, 1, deterministicBytes(2000, 2));
		await client.put(uploadKey, 1, BYTES);
		const { json } = await client.commit(uploadKey);
		expect((await emulator.readFile(json.dentry.id)).equals(BYTES)).toBe(true);
	});

	it('E44 may come in any order and at the same time as others', async () => {
		const { emulator, client } = await startLab({ latencyMs: 20 });
		const uploadKey = await client.open();
		const bytes = deterministicBytes(500_000);
		const part = (number: number) => bytes.subarray((number - 1) * 125_000, number * 125_000);
		await Promise.all([4, 2, 3, 1].map(async (number) => await client.put(uploadKey, number, part(number))));
		const { json } = await client.commit(uploadKey);
		expect((await emulator.readFile(json.dentry.id)).equals(bytes)).toBe(true);
		expect(emulator.peakInFlight('put')).toBeGreaterThan(1);
	});

	it('E44 that breaks off leaves nothing', async () => {
		const { emulator, client } = await startLab();
		const { url, headers } = await signedPart(client);
		const socket = openPut(url, { ...headers, 'Content-Length': BYTES.length });
		socket.write(BYTES.subarray(0, 500));
		await eventually(() => emulator.calls({ operation: 'put' })[0]?.bytes === 500, 'half a part arrives');
		socket.destroy();
		await eventually(
			() => emulator.calls({ operation: 'put' })[0]?.endedAtMs !== undefined,
			'the connection ends',
		);
		expect(emulator.uploads()[0]?.parts).toEqual([]);
		expect(emulator.calls({ operation: 'put' })[0]?.status).toBe(0);
	});

	it('E45 every refusal is an XML document with code, message, request id and host', async () => {
		const { emulator, client } = await startLab();
		const { url } = await signedPart(client);
		const { headers, text } = await send('PUT', url, { body: BYTES });
		expect(headers['content-type']).toBe('application/xml');
		const names = [...text.matchAll(/<(\w+)>[^<]+<\/\1>/g)].map(([, name]) => name);
		expect(names).toEqual(['Code', 'Message', 'RequestId', 'HostId']);
		expect(text).toContain(`<HostId>${new URL(emulator.storageUrl).host}<`);
		expect(emulator.calls({ operation: 'put' })[0]?.errorCode).toBe('AccessDenied');
	});
});
