import { DEMO, type Fault, type FaultEffect } from '../../emulator';
import { bufferSource, type ByteSource, type UploadError } from '../../lib/upload';
import { deterministicBytes } from '../support/pattern-bytes';
import { FaultLab, FOUR_PARTS, MIB, PART_SIZE_BYTES, STALL_TIMEOUT_MS } from './support/fault-lab';
import { startPlainText, startSelfSigned } from './support/unusable-servers';

/** More than loopback holds out of sight between two sockets, so that its end is still with the client. */
const LARGE_PART = deterministicBytes(24 * MIB);

let lab: FaultLab;
beforeEach(async () => (lab = await FaultLab.open()));
afterEach(async () => await lab.close());

const uploadLargePart = async (options = {}) =>
	await lab.uploadBytes(LARGE_PART, { partSizeBytes: LARGE_PART.length, ...options });

describe('a part that fails on its way is sent again, and only that part', () => {
	it.each<[string, FaultEffect]>([
		['a status 408', { kind: 'return', status: 408 }],
		['a status 425', { kind: 'return', status: 425 }],
		['a status 429', { kind: 'return', status: 429 }],
		['a status 500', { kind: 'return', status: 500 }],
		['a status 502 with a page', { kind: 'return', status: 502, body: '<html>Bad Gateway</html>' }],
		['a status 503', { kind: 'return', status: 503 }],
		['a status 599', { kind: 'return', status: 599 }],
		['the time-out of OSS for a silent client', { kind: 'return', code: 'RequestTimeout' }],
		['a reset', { kind: 'reset-before-response' }],
		['a reset in mid-body', { kind: 'reset-after-bytes', bytes: 5_000 }],
		['a reset after the last byte', { kind: 'response-lost' }],
		['a stored part with a server error for an answer', { kind: 'response-lost', status: 503 }],
		['a peer that never answers', { kind: 'stall' }],
		['a peer that stops reading', { kind: 'stop-reading', bytes: 5_000 }],
		['half an answer', { kind: 'short-answer' }],
		['half a server error', { kind: 'short-answer', status: 500 }],
		['a 100 Continue that nobody asked for', { kind: 'odd-answer', style: 'continue' }],
		['another checksum', { kind: 'wrong-etag' }],
		['damaged bytes', { kind: 'flip-byte' }],
		['an aged signature', { kind: 'expire-url' }],
	])('after %s', async (_, fault) => {
		lab.emulator.faults.add({ ...fault, operation: 'put', partNumber: 2 });
		const result = await lab.uploadBytes();
		lab.expectOneFile();
		expect(result).toMatchObject({ retries: 1, verifiedParts: 4 });
		expect(lab.puts(4)).toEqual([1, 2, 1, 1]);
	});
});

describe('a part is stored with one attempt', () => {
	it.each<[string, FaultEffect, number]>([
		['without an ETag, which is told', { kind: 'omit-etag' }, 3],
		['by a server that speaks HTTP/1.0', { kind: 'odd-answer', style: 'http-1.0' }, 4],
		['by an answer without a length', { kind: 'odd-answer', style: 'no-length' }, 4],
		['by an answer after early hints', { kind: 'odd-answer', style: 'early-hints' }, 4],
	])('%s', async (_, fault, verifiedParts) => {
		lab.emulator.faults.add({ ...fault, operation: 'put', partNumber: 2 });
		expect(await lab.uploadBytes()).toMatchObject({ retries: 0, verifiedParts });
		lab.expectOneFile();
	});

	it('however long its checksum takes after the storage has answered', async () => {
		const result = await lab.upload(withSlowChecksum(bufferSource(FOUR_PARTS), 3 * STALL_TIMEOUT_MS));
		expect(result).toMatchObject({ retries: 0, verifiedParts: 4 });
	});
});

function withSlowChecksum(source: ByteSource, delayMs: number): ByteSource {
	return {
		...source,
		async read(part, buffers, signal) {
			const bytes = await source.read(part, buffers, signal);
			const md5 = async (stop: AbortSignal) => {
				await new Promise((resolve) => setTimeout(resolve, delayMs));
				return await bytes.md5(stop);
			};
			return { ...bytes, md5 };
		},
	};
}

describe('Retry-After', () => {
	const uploadThrough503 = async (retryAfter: string) => {
		const headers = { 'retry-after': retryAfter };
		lab.emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'return', status: 503, headers });
		const startedAtMs = 1_700_000_000_000;
		await lab.uploadBytes(FOUR_PARTS, { clock: { now: () => startedAtMs, random: () => 0.5, sleep } });
		return sleptMs;
	};
	let sleptMs: number[];
	const sleep = async (ms: number) => void sleptMs.push(ms);
	beforeEach(() => (sleptMs = []));

	it.each([
		['seconds', '7', 7_000],
		['a date', new Date(1_700_000_009_000).toUTCString(), 9_000],
		['too long a time', '86400', 60_000],
		['no time at all, which is no reason to hurry', '0', 500],
		['a date that is over', new Date(1_600_000_000_000).toUTCString(), 500],
		['nonsense', 'soon', 500],
	])('may say %s', async (_, retryAfter, waitMs) => {
		expect(await uploadThrough503(retryAfter)).toEqual([waitMs]);
	});
});

describe('a stall of a large part is found within the stall timeout', () => {
	it.each<[string, FaultEffect]>([
		['the peer stops reading', { kind: 'stop-reading', bytes: MIB }],
		['the peer takes all bytes and never answers', { kind: 'stall' }],
	])('%s', async (_, fault) => {
		lab.emulator.faults.add({ ...fault, operation: 'put' });
		expect(await uploadLargePart()).toMatchObject({ retries: 1 });
		const [stalledAtMs = 0, repeatedAtMs = Infinity] = lab.emulator
			.calls({ operation: 'put' })
			.map(({ atMs }) => atMs);
		const tookMs = repeatedAtMs - stalledAtMs;
		expect(tookMs).toBeGreaterThan(STALL_TIMEOUT_MS);
		// Some of it is the time that the bytes took to leave.
		expect(tookMs).toBeLessThan(10 * STALL_TIMEOUT_MS);
		lab.expectOneFile(LARGE_PART);
	});
});

describe('a slow line is not taken for a stall', () => {
	it('while bytes move, though the part takes many times the stall timeout', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 8 * MIB });
		const result = await uploadLargePart({ stallTimeoutMs: 2 * STALL_TIMEOUT_MS });
		expect(result).toMatchObject({ parts: 1, retries: 0 });
		expect(result.elapsedMs).toBeGreaterThan(4 * STALL_TIMEOUT_MS);
		lab.expectOneFile(LARGE_PART);
	});
});

describe('an answer that comes while bytes are still on their way', () => {
	it.each<[string, Record<string, string>]>([
		['goes on reading', {}],
		['hangs up', { connection: 'close' }],
	])('is read when the peer then %s', async (_, headers) => {
		lab.emulator.faults.add({ operation: 'put', kind: 'return', status: 413, headers });
		await expect(uploadLargePart()).rejects.toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { status: 413, attempts: 1 },
		});
		lab.expectNoFile();
	});

	it('has the part signed anew where the signature is refused', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'return', code: 'SignatureDoesNotMatch' });
		expect(await uploadLargePart()).toMatchObject({ retries: 1, verifiedParts: 1 });
		expect(lab.count('query')).toBe(2);
		lab.expectOneFile(LARGE_PART);
	});

	it('does not count as a stored part, whatever it says', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'return', status: 200, body: '' });
		expect(await uploadLargePart({ verifyParts: false })).toMatchObject({ retries: 1 });
		lab.expectOneFile(LARGE_PART);
	});
});

describe('an error document', () => {
	const upload400 = async (fault: Partial<Fault>) => {
		lab.emulator.faults.add({ operation: 'put', kind: 'return', status: 400, ...fault } as Fault);
		return (await lab.uploadBytes(FOUR_PARTS).catch((error) => error)) as UploadError;
	};

	it('of any size costs one attempt, and its status counts', async () => {
		const body = `<Error><Code>InvalidArgument</Code>${'x'.repeat(8 * MIB)}</Error>`;
		expect((await upload400({ body } as Partial<Fault>)).facts).toMatchObject({
			status: 400,
			reason: 'InvalidArgument',
			attempts: 1,
		});
	});

	it('that breaks off costs one attempt, and its status counts', async () => {
		const facts = { status: 400, attempts: 1 };
		expect((await upload400({ kind: 'short-answer', code: 'InvalidArgument' })).facts).toMatchObject(facts);
	});
});

describe('several resource URLs', () => {
	it.each([
		['refuses connections', 'http://127.0.0.1:1'],
		['does not resolve', 'http://no-such-host.invalid'],
	])('stand in for one whose host %s, at the cost of one failure', async (_, deadUrl) => {
		lab.emulator.switches.resourceHosts = [deadUrl, 'storage'];
		const result = await lab.uploadBytes(FOUR_PARTS, { maxPartsInFlight: 1 });
		expect(result).toMatchObject({ retries: 1 });
		expect(lab.sleptMs).toEqual([]);
		lab.expectOneFile();
	});

	it.each([
		['has a certificate that nobody has signed', startSelfSigned],
		['speaks no TLS behind https', startPlainText],
	])('stand in for one whose host %s, and nothing goes there', async (_, start) => {
		const untrusted = await start();
		lab.emulator.switches.resourceHosts = [`https://127.0.0.1:${untrusted.port}`, 'storage'];
		const result = await lab.uploadBytes(FOUR_PARTS, { maxPartsInFlight: 1 });
		expect(result).toMatchObject({ retries: 1 });
		expect(untrusted.received).toEqual([]);
		lab.expectOneFile();
		await untrusted.close();
	});

	it('do not lead a part back to the dead host when its connection to the other breaks', async () => {
		lab.emulator.switches.resourceHosts = ['http://127.0.0.1:1', 'storage'];
		lab.emulator.faults.add({ operation: 'put', partNumber: 3, kind: 'reset-before-response' });
		const result = await lab.uploadBytes(FOUR_PARTS, { maxPartsInFlight: 1 });
		expect(result).toMatchObject({ retries: 2 });
		lab.expectOneFile();
	});

	it('are tried in turn where none is in reach, until the attempts are used up', async () => {
		lab.emulator.switches.resourceHosts = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];
		const hosts = new Set<string>();
		for (const maxAttempts of [1, 2, 3, 4]) {
			const error: UploadError = await lab
				.uploadBytes(FOUR_PARTS, { maxAttempts })
				.catch((failure) => failure);
			expect(error.facts).toMatchObject({ attempts: maxAttempts, reason: 'ECONNREFUSED' });
			hosts.add(error.facts.host ?? '');
		}
		expect(hosts).toEqual(new Set(['127.0.0.1:1', '127.0.0.1:2']));
		lab.expectNoFile();
	});

	it('stand in for one that redirects, and no signature goes where that points to', async () => {
		const location = `${lab.emulator.apiUrl}/elsewhere`;
		lab.emulator.switches.resourceHosts = [
			'storage',
			lab.emulator.storageUrl.replace('127.0.0.1', 'localhost'),
		];
		lab.emulator.faults.add({ operation: 'put', partNumber: 1, kind: 'redirect', location });
		await lab.uploadBytes(FOUR_PARTS, { maxPartsInFlight: 1 });
		expect(lab.emulator.calls().filter((call) => call.path.includes('elsewhere'))).toEqual([]);
		lab.expectOneFile();
	});
});

describe('an upload that cannot be saved', () => {
	it.each<[string, Partial<UploadError['facts']>, FaultEffect, number]>([
		['a server that stays down', { status: 500 }, { kind: 'return', status: 500 }, 3],
		['connections that keep breaking', { reason: 'UND_ERR_SOCKET' }, { kind: 'short-answer' }, 3],
		['stalls', { reason: 'stalled' }, { kind: 'stall' }, 3],
		['damage', { reason: 'corrupt' }, { kind: 'flip-byte' }, 3],
		['redirects', { status: 307 }, { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' }, 3],
		['an upload that is gone', { reason: 'NoSuchUpload' }, { kind: 'return', code: 'NoSuchUpload' }, 1],
		['a part that is refused', { reason: 'InvalidArgument' }, { kind: 'return', code: 'InvalidArgument' }, 1],
	])('ends after the attempts it was given: %s', async (_, facts, fault, attempts) => {
		lab.emulator.faults.add({ ...fault, operation: 'put', partNumber: 3, count: attempts });
		await expect(lab.uploadBytes(FOUR_PARTS, { maxAttempts: 3 })).rejects.toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { partNumber: 3, attempts, host: new URL(lab.emulator.storageUrl).host, ...facts },
		});
		lab.expectNoFile();
	});

	it('shows neither token nor signature in its error', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'return', code: 'SignatureDoesNotMatch', count: 3 });
		const upload = lab.uploadBytes(FOUR_PARTS, { partSizeBytes: FOUR_PARTS.length });
		const error: UploadError = await upload.catch((failure) => failure);
		const shown = JSON.stringify([error, error.facts, error.message, error.stack, String(error.cause)]);
		expect(shown).not.toMatch(/Signature=|uploadId=|OSS /);
		expect(shown).not.toContain(DEMO.clientSecret);
	});
});

describe('connections', () => {
	it('that died while they were idle cost no attempt', async () => {
		const { port } = new URL(lab.emulator.storageUrl);
		await lab.uploadBytes();
		const api = Number(new URL(lab.emulator.apiUrl).port);
		await lab.restart({ port: api, storagePort: Number(port) });
		expect(await lab.uploadBytes()).toMatchObject({ retries: 0 });
		lab.expectOneFile();
	});

	it('that are all in use make a part wait, which is no stall', async () => {
		const size = 3 * PART_SIZE_BYTES;
		// Half of the stall timeout each, and four of them one after the other.
		const bytesPerSecond = size / (STALL_TIMEOUT_MS / 2 / 1000);
		lab.emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond, count: 4 });
		const options = { partSizeBytes: size, storage: lab.oneConnection };
		const uploads = [1, 2, 3, 4].map(async (seed) =>
			lab.uploadBytes(deterministicBytes(size, seed), options),
		);
		for (const result of await Promise.all(uploads)) expect(result).toMatchObject({ retries: 0 });
	});
});
