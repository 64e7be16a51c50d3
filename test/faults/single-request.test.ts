import type { Fault } from '../../emulator';
import { UploadJournal, type Checkpoint } from '../../lib/upload';
import { eventually } from '../support/eventually';
import { deterministicBytes } from '../support/pattern-bytes';
import { FaultLab, FOUR_PARTS, PART_SIZE_BYTES } from './support/fault-lab';

/** As the node has it: what fits in one part. */
const ONE_REQUEST = { singleRequestBytes: FOUR_PARTS.length, partSizeBytes: FOUR_PARTS.length };

let lab: FaultLab;
beforeEach(async () => (lab = await FaultLab.open()));
afterEach(async () => await lab.close());

const uploadAtOnce = async (options: Parameters<FaultLab['uploadBytes']>[1] = {}) =>
	await lab.uploadBytes(FOUR_PARTS, { ...ONE_REQUEST, ...options });

const operations = () => lab.emulator.calls().map(({ operation }) => operation);

it('takes one call to open and sign, one PUT and one commit', async () => {
	expect(await uploadAtOnce()).toMatchObject({
		parts: 1,
		retries: 0,
		verifiedParts: 1,
		startedAnew: undefined,
	});
	expect(operations()).toEqual(['token', 'uploadInfo', 'put', 'commit']);
	lab.expectOneFile();
});

it.each([0, 1, PART_SIZE_BYTES])('takes %d bytes as they are', async (sizeBytes) => {
	const bytes = deterministicBytes(sizeBytes);
	await lab.uploadBytes(bytes, ONE_REQUEST);
	expect(operations()).toEqual(['token', 'uploadInfo', 'put', 'commit']);
	lab.expectOneFile(bytes);
});

it('is not for a file that is a byte too large', async () => {
	const bytes = deterministicBytes(FOUR_PARTS.length + 1);
	await lab.uploadBytes(bytes, ONE_REQUEST);
	expect(lab.count('uploadInfo')).toBe(0);
	expect(lab.puts(2)).toEqual([1, 1]);
	lab.expectOneFile(bytes);
});

describe('where the storage has no use for the signature, the file goes in parts and is whole:', () => {
	it.each<[string, Fault]>([
		['it has aged on its way', { operation: 'put', kind: 'expire-url' }],
		['it was too old from the start', { operation: 'uploadInfo', kind: 'expire-url' }],
		...['SignatureDoesNotMatch', 'AccessDenied', 'InvalidAccessKeyId'].map((code): [string, Fault] => [
			code,
			{ operation: 'put', kind: 'return', code },
		]),
	])('%s', async (_, fault) => {
		lab.emulator.faults.add(fault);
		const result = await uploadAtOnce();
		expect(result).toMatchObject({ startedAnew: 'uploadExpired', resumedParts: 0 });
		expect(lab.count('uploadInfo')).toBe(1);
		expect(lab.count('init')).toBe(1);
		expect(lab.count('query')).toBe(1);
		lab.expectOneFile();
	});

	it('and if that is refused too, there is an end to it', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'return', code: 'AccessDenied', count: 4 });
		await expect(uploadAtOnce()).rejects.toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { attempts: 3, status: 403, reason: 'AccessDenied' },
		});
		expect(lab.count('init')).toBe(1);
		lab.expectNoFile();
	});

	it('and what fails on that way is an error of that way', async () => {
		lab.emulator.faults.add({ operation: 'put', kind: 'expire-url' });
		lab.emulator.faults.add({ operation: 'init', kind: 'return', code: 'permissionDenied' });
		await expect(uploadAtOnce()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
		lab.expectNoFile();
	});
});

describe('what passes is borne with the same signature:', () => {
	it.each<[string, Fault]>([
		['a busy storage', { operation: 'put', kind: 'return', status: 503 }],
		['a broken connection', { operation: 'put', kind: 'reset-after-bytes', bytes: 100_000 }],
		['an answer that got lost', { operation: 'put', kind: 'response-lost' }],
		['a connection on which nothing moves', { operation: 'put', kind: 'stop-reading', bytes: 1_000 }],
		['another checksum', { operation: 'put', kind: 'wrong-etag' }],
		['bytes that were spoilt on their way', { operation: 'put', kind: 'flip-byte' }],
	])('%s', async (_, fault) => {
		lab.emulator.faults.add(fault);
		expect(await uploadAtOnce()).toMatchObject({ retries: 1, startedAnew: undefined });
		expect(lab.count('uploadInfo')).toBe(1);
		expect(lab.count('put')).toBe(2);
		lab.expectOneFile();
	});
});

describe('opening', () => {
	it('is repeated while DingTalk is busy', async () => {
		lab.emulator.faults.add({ operation: 'uploadInfo', kind: 'return', code: 'systemError', count: 4 });
		await uploadAtOnce();
		expect(lab.count('uploadInfo')).toBe(5);
		lab.expectOneFile();
	});

	it('that is refused ends it before a byte is sent', async () => {
		lab.emulator.faults.add({ operation: 'uploadInfo', kind: 'return', code: 'spaceQuotaInsufficient' });
		await expect(uploadAtOnce()).rejects.toMatchObject({
			code: 'SPACE_FULL',
			facts: { operation: 'getFileUploadInfo' },
		});
		expect(lab.count('put')).toBe(0);
		lab.expectNoFile();
	});
});

describe('a commit', () => {
	it.each<Fault>([
		{ operation: 'commit', kind: 'response-lost' },
		{ operation: 'commit', kind: 'response-lost', status: 503 },
		{ operation: 'commit', kind: 'truncated-json' },
	])('that was carried out, and nobody heard of it, is found: %j', async (fault) => {
		lab.emulator.faults.add(fault);
		const { file } = await uploadAtOnce();
		expect(file).toMatchObject({ id: lab.emulator.files()[0]?.id });
		expect(lab.count('commit')).toBe(1);
		lab.expectOneFile();
	});

	it('that was not carried out is sent again, and no byte', async () => {
		lab.emulator.faults.add({ operation: 'commit', kind: 'reset-before-response' });
		await uploadAtOnce();
		expect(lab.count('commit')).toBe(2);
		expect(lab.count('put')).toBe(1);
		lab.expectOneFile();
	});
});

describe('an upload that failed', () => {
	/** Fails, and tells what can be gone on with. */
	async function fail(fault: Fault): Promise<Checkpoint> {
		lab.emulator.faults.add(fault);
		const journal = new UploadJournal();
		await expect(uploadAtOnce({ journal, maxAttempts: 1 })).rejects.toThrow();
		return JSON.parse(JSON.stringify(journal.checkpoint)) as Checkpoint;
	}

	const resume = async (checkpoint: Checkpoint, bytes = FOUR_PARTS) =>
		await lab.uploadBytes(bytes, { ...ONE_REQUEST, journal: new UploadJournal(checkpoint) });

	it('at the commit goes on with the commit, and sends no byte', async () => {
		const checkpoint = await fail({ operation: 'commit', kind: 'return', code: 'spaceQuotaInsufficient' });
		expect(await resume(checkpoint)).toMatchObject({ resumedParts: 1, startedAnew: undefined });
		expect(lab.count('put')).toBe(1);
		expect(lab.count('uploadInfo')).toBe(1);
		lab.expectOneFile();
	});

	it('at the commit begins anew where the file has changed', async () => {
		const checkpoint = await fail({ operation: 'commit', kind: 'return', code: 'spaceQuotaInsufficient' });
		const other = deterministicBytes(FOUR_PARTS.length, 2);
		expect(await resume(checkpoint, other)).toMatchObject({ startedAnew: 'sourceChanged' });
		expect(lab.count('uploadInfo')).toBe(2);
		lab.expectOneFile(other);
	});

	it('before that begins anew, because its only signature is gone', async () => {
		const checkpoint = await fail({ operation: 'put', kind: 'return', status: 400 });
		expect(await resume(checkpoint)).toMatchObject({ resumedParts: 0, startedAnew: 'uploadGone' });
		lab.expectOneFile();
	});

	it('whose key is used up begins anew', async () => {
		const checkpoint = await fail({ operation: 'commit', kind: 'return', code: 'spaceQuotaInsufficient' });
		lab.emulator.faults.add({ operation: 'commit', kind: 'return', code: 'paramError' });
		expect(await resume(checkpoint)).toMatchObject({ startedAnew: 'uploadGone' });
		lab.expectOneFile();
	});
});

it('leaves no file where it is stopped in mid-upload', async () => {
	lab.emulator.faults.add({ operation: 'put', kind: 'stall' });
	const stop = new AbortController();
	const stopped = uploadAtOnce({ signal: stop.signal, stallTimeoutMs: 60_000 });
	const outcome = expect(stopped).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	await eventually(() => lab.count('put') > 0, 'the bytes are on their way');
	stop.abort();
	await outcome;
	lab.expectNoFile();
});
