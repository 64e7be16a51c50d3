import { createHash } from 'node:crypto';
import { DEMO, type Emulator, type Fault } from '../../emulator';
import { bufferSource, type UploadError } from '../../lib/upload';
import { createUploadLab, type UploadLab } from '../support/emulated-upload';
import { deterministicBytes } from '../support/pattern-bytes';
import { startTestEmulator } from '../support/start-emulator';

const MIB = 1024 * 1024;
const PART_SIZE_BYTES = 100 * 1024;
const BYTES = deterministicBytes(4 * PART_SIZE_BYTES);

let emulator: Emulator;
let lab: UploadLab;
beforeEach(async () => {
	emulator = await startTestEmulator();
	lab = createUploadLab(emulator);
});
afterEach(async () => {
	await lab.close();
	await emulator.close();
});

const upload = (options: Parameters<UploadLab['upload']>[1] = {}) =>
	lab.upload(bufferSource(BYTES), { partSizeBytes: PART_SIZE_BYTES, stallTimeoutMs: 300, ...options });
const puts = (partNumber: number) =>
	emulator.calls({ operation: 'put' }).filter((call) => call.partNumber === partNumber);

function expectOneWholeFile(): void {
	const sha256 = createHash('sha256').update(BYTES).digest('hex');
	expect(emulator.files()).toEqual([expect.objectContaining({ sizeBytes: BYTES.length, sha256 })]);
}

describe('a part that fails on its way is sent again, and only that part', () => {
	it.each<[string, Fault]>([
		['a status 500', { operation: 'put', partNumber: 2, kind: 'return', status: 500 }],
		['a status 503', { operation: 'put', partNumber: 2, kind: 'return', status: 503 }],
		['a reset', { operation: 'put', partNumber: 2, kind: 'reset-before-response' }],
		['a reset in mid-body', { operation: 'put', partNumber: 2, kind: 'reset-after-bytes', bytes: 5_000 }],
		['a peer that never answers', { operation: 'put', partNumber: 2, kind: 'stall' }],
		['a peer that stops reading', { operation: 'put', partNumber: 2, kind: 'stop-reading', bytes: 5_000 }],
		['another checksum', { operation: 'put', partNumber: 2, kind: 'wrong-etag' }],
		['an aged signature', { operation: 'put', partNumber: 2, kind: 'expire-url' }],
	])('after %s', async (_, fault) => {
		emulator.faults.add(fault);
		const result = await upload();
		emulator.faults.assertConsumed();
		expectOneWholeFile();
		expect(result.retries).toBe(1);
		expect([1, 2, 3, 4].map((number) => puts(number).length)).toEqual([1, 2, 1, 1]);
	});

	it('waits as long as the server asks', async () => {
		emulator.faults.add({
			operation: 'put',
			partNumber: 2,
			kind: 'return',
			status: 503,
			headers: { 'retry-after': '7' },
		});
		await upload();
		expect(lab.sleptMs).toEqual([7_000]);
	});

	it('takes a part without a checksum for stored, and says how many were compared', async () => {
		emulator.faults.add({ operation: 'put', partNumber: 2, kind: 'omit-etag' });
		expect(await upload()).toMatchObject({ parts: 4, verifiedParts: 3, retries: 0 });
		expectOneWholeFile();
	});

	it('does not end a slow line that moves', async () => {
		const bytes = deterministicBytes(24 * MIB);
		// Three seconds on the line; loopback holds some 10 MiB of it out of sight.
		emulator.faults.add({ operation: 'put', kind: 'slow', bytesPerSecond: 8 * MIB });
		const result = await lab.upload(bufferSource(bytes), { partSizeBytes: 24 * MIB, stallTimeoutMs: 2_000 });
		expect(result).toMatchObject({ parts: 1, retries: 0 });
		expect(result.elapsedMs).toBeGreaterThan(2_000);
	}, 30_000);
});

describe('signatures', () => {
	it('are renewed once and together when all have aged before use', async () => {
		emulator.faults.add({ operation: 'query', kind: 'expire-url' });
		const result = await upload();
		expectOneWholeFile();
		expect(result.retries).toBeGreaterThan(0);
		expect(emulator.calls({ operation: 'query' }).length).toBeLessThanOrEqual(5);
	});

	it.each<[string, Fault]>([
		['too few', { operation: 'query', kind: 'short-batch', omit: 2 }],
		['in another order', { operation: 'query', kind: 'shuffle-batch' }],
		['of parts nobody asked for', { operation: 'query', kind: 'extra-parts' }],
	])('that come %s do no harm', async (_, fault) => {
		emulator.faults.add(fault);
		await upload();
		emulator.faults.assertConsumed();
		expectOneWholeFile();
	});

	it('that are refused again and again end the upload', async () => {
		emulator.faults.add({
			operation: 'put',
			partNumber: 2,
			kind: 'return',
			code: 'SignatureDoesNotMatch',
			count: 3,
		});
		await expect(upload()).rejects.toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { partNumber: 2, attempts: 3, status: 403, reason: 'SignatureDoesNotMatch' },
		});
		expect(emulator.files()).toEqual([]);
	});
});

describe('several resource URLs', () => {
	it('replace one whose host is out of reach, at the cost of one failure', async () => {
		emulator.switches.resourceHosts = ['http://127.0.0.1:1', 'storage'];
		const result = await upload({ maxPartsInFlight: 1 });
		expectOneWholeFile();
		expect(result.retries).toBe(1);
		expect(lab.sleptMs).toEqual([]);
	});
});

describe('an upload that cannot be saved', () => {
	it('ends after the attempts it was given, with what a user needs to know', async () => {
		emulator.faults.add({ operation: 'put', partNumber: 3, kind: 'return', status: 500, count: 3 });
		const error: UploadError = await upload({ maxAttempts: 3 }).catch((failure) => failure);
		emulator.faults.assertConsumed();
		expect(error).toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { partNumber: 3, attempts: 3, status: 500, host: new URL(emulator.storageUrl).host },
		});
		expect(emulator.files()).toEqual([]);
		expect(emulator.calls({ operation: 'commit' })).toEqual([]);
	});

	it('follows no redirect, so that no signature goes elsewhere', async () => {
		emulator.faults.add({
			operation: 'put',
			kind: 'redirect',
			location: `${emulator.apiUrl}/elsewhere`,
			count: 8,
		});
		await expect(upload({ maxAttempts: 2 })).rejects.toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { status: 307 },
		});
		expect(emulator.calls().some((call) => call.path.includes('elsewhere'))).toBe(false);
	});

	it('shows neither token nor signature in its error', async () => {
		emulator.faults.add({ operation: 'put', kind: 'return', code: 'SignatureDoesNotMatch', count: 20 });
		const error: UploadError = await upload().catch((failure) => failure);
		const shown = JSON.stringify([error, error.facts, error.message, error.stack, String(error.cause)]);
		expect(shown).not.toMatch(/Signature=|uploadId=|OSS /);
		expect(shown).not.toContain(DEMO.clientSecret);
	});
});
