import { bufferSource, uploadFile, UploadError, type UploadOptions } from '../../../lib/upload';
import { ProxyFailure } from '../../../lib/upload/proxy';
import { eventually } from '../../support/eventually';
import { createFakeService, type Answer, type FakeServiceOptions, type SeenPut } from './fake-service';

const DATA = Buffer.alloc(1_000, 7);
const error = (code: string) => Object.assign(new Error(code), { code });

/** Uploads one part; `sleptMs` are the waits between its attempts. */
async function uploadPart(service: FakeServiceOptions, options: Partial<UploadOptions> = {}, random = 0.5) {
	const fake = createFakeService(service);
	const sleptMs: number[] = [];
	const sleep = async (ms: number) => void sleptMs.push(ms);
	const clock = { random: () => random, sleep };
	const upload = uploadFile(bufferSource(DATA), fake.session, { storage: fake.storage, clock, ...options });
	const failure: unknown = await upload.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	const hosts = fake.puts.map(({ url }) => url.host[0]).join('');
	return { ...fake, failure, sleptMs, hosts };
}

/** Answers like this so many times, and stores the part then. */
const times =
	(count: number, answer: Answer) =>
	({ attempt }: SeenPut) =>
		attempt <= count ? answer : undefined;

describe('a part', () => {
	it.each<[string, Answer]>([
		['a busy storage', { status: 503 }],
		['a broken connection', error('ECONNRESET')],
		['an error without a code', new Error('odd')],
		['damage on the way', { etag: '0'.repeat(32) }],
	])('is sent again after %s, later each time', async (_, answer) => {
		const { failure, puts, sleptMs } = await uploadPart({ answer: times(3, answer) });
		expect(failure).toBeUndefined();
		expect(puts).toHaveLength(4);
		expect(sleptMs).toEqual([500, 1_000, 2_000]);
	});

	it('waits as long as the storage asks for, and its own time where that is longer', async () => {
		const answer = times(1, { status: 429, retryAfter: '7' });
		expect((await uploadPart({ answer })).sleptMs).toEqual([7_000]);
		const impatient = times(4, { status: 429, retryAfter: '1' });
		expect((await uploadPart({ answer: impatient })).sleptMs).toEqual([1_000, 1_000, 2_000, 4_000]);
	});

	it('is sent as often as allowed, and its failure says what is known', async () => {
		const answer = () => ({ status: 503, storageCode: 'SlowDown' });
		const { failure, puts, sleptMs, commits } = await uploadPart({ answer }, { maxAttempts: 3 });
		expect(puts).toHaveLength(3);
		expect(sleptMs).toHaveLength(2);
		expect(commits).toEqual([]);
		expect(failure).toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			message: 'Part 1 could not be stored: the storage answered with status 503',
			facts: { partNumber: 1, attempts: 3, host: 'a.test', status: 503, reason: 'SlowDown' },
		});
	});

	it.each<[string, Answer, object, RegExp]>([
		[
			'a broken connection',
			error('ECONNRESET'),
			{ reason: 'ECONNRESET', status: undefined },
			/connection .* failed/,
		],
		['an error without a code', new Error('odd'), { reason: 'UNKNOWN' }, /connection .* failed/],
		[
			'other bytes than were sent',
			{ etag: 'FF' },
			{ reason: 'corrupt', status: undefined },
			/another checksum/,
		],
		['silence', 'silence', { reason: 'stalled', status: undefined }, /connection stalled/],
	])('tells %s from other failures', async (_, answer, facts, message) => {
		const options = { maxAttempts: 1, stallTimeoutMs: 20 };
		const { failure } = await uploadPart({ answer: () => answer }, options);
		expect(failure).toMatchObject({ code: 'UPLOAD_PART_FAILED', facts });
		expect((failure as Error).message).toMatch(message);
		expect((failure as Error).cause).toBe(answer instanceof Error ? answer : undefined);
	});

	it.each([
		[{ status: 400, storageCode: 'InvalidArgument' }],
		[{ status: 404, storageCode: 'NoSuchUpload' }],
		[{ status: 411, storageCode: 'MissingContentLength' }],
	])('is not sent again after an answer that will stay the same: %j', async (answer) => {
		const { failure, puts } = await uploadPart({ answer: () => answer });
		expect(puts).toHaveLength(1);
		expect(failure).toMatchObject({
			code: 'UPLOAD_PART_FAILED',
			facts: { status: answer.status, reason: answer.storageCode, attempts: 1 },
		});
	});
});

describe('a signature that is refused', () => {
	it('is renewed at once', async () => {
		const { failure, puts, sleptMs, signings } = await uploadPart({ answer: times(1, { status: 403 }) });
		expect(failure).toBeUndefined();
		expect(puts.map(({ headers }) => headers.Authorization)).toEqual(['OSS 1', 'OSS 2']);
		expect(signings).toEqual([[1], [1]]);
		expect(sleptMs).toEqual([]);
	});

	it('twice more is no matter of its age', async () => {
		const { failure, puts } = await uploadPart({
			answer: () => ({ status: 403, storageCode: 'SignatureDoesNotMatch' }),
		});
		expect(puts).toHaveLength(3);
		expect(failure).toMatchObject({ facts: { attempts: 3, status: 403, reason: 'SignatureDoesNotMatch' } });
	});
});

describe('a part with several addresses', () => {
	const two = ['a.test', 'b.test'];
	const failing = (host: string, answer: Answer) => (put: SeenPut) =>
		put.url.host === host ? answer : undefined;

	it.each<[string, Answer]>([
		['is unknown', error('ENOTFOUND')],
		['has no valid certificate', error('CERT_HAS_EXPIRED')],
		['sends elsewhere', { status: 307 }],
	])('goes to the next at once where a host %s', async (_, answer) => {
		const { failure, hosts, sleptMs } = await uploadPart({ hosts: two, answer: failing('a.test', answer) });
		expect(failure).toBeUndefined();
		expect(hosts).toBe('ab');
		expect(sleptMs).toEqual([]);
	});

	it('takes turns where one breaks the connection', async () => {
		const { hosts, sleptMs } = await uploadPart({
			hosts: two,
			answer: failing('a.test', error('ECONNRESET')),
		});
		expect(hosts).toBe('ab');
		expect(sleptMs).toHaveLength(1);
	});

	it('takes turns where one goes silent', async () => {
		const answer = failing('a.test', 'silence');
		const { hosts, failure } = await uploadPart({ hosts: two, answer }, { stallTimeoutMs: 20 });
		expect(failure).toBeUndefined();
		expect(hosts).toBe('ab');
	});

	it('stays where the bytes were damaged on the way', async () => {
		const { hosts } = await uploadPart({ hosts: two, answer: times(1, { etag: 'FF' }) });
		expect(hosts).toBe('aa');
	});

	it('stays where the storage only is busy', async () => {
		const { hosts } = await uploadPart({ hosts: two, answer: times(2, { status: 503 }) });
		expect(hosts).toBe('aaa');
	});

	it('waits where all are out of reach, and tries them again', async () => {
		const { failure, hosts, sleptMs } = await uploadPart({
			hosts: two,
			answer: times(3, error('ECONNREFUSED')),
		});
		expect(failure).toBeUndefined();
		expect(hosts).toMatch(/^ab..$/);
		expect(sleptMs).toHaveLength(2);
	});

	it('is given up where all stay out of reach', async () => {
		const { failure, puts, sleptMs } = await uploadPart({
			hosts: two,
			answer: () => error('CERT_HAS_EXPIRED'),
		});
		expect(puts).toHaveLength(2);
		expect(sleptMs).toEqual([]);
		expect(failure).toMatchObject({
			code: 'UPLOAD_HOST_UNTRUSTED',
			facts: { host: 'b.test', reason: 'CERT_HAS_EXPIRED', attempts: 2, proxy: undefined },
		});
	});

	it('names the proxy that refuses', async () => {
		const refusal = new ProxyFailure('proxy.test:3128', 'PROXY_STATUS_407');
		const { failure } = await uploadPart({ answer: () => refusal });
		expect(failure).toMatchObject({
			code: 'UPLOAD_PROXY_FAILED',
			facts: { host: 'a.test', proxy: 'proxy.test:3128', reason: 'PROXY_STATUS_407' },
			cause: refusal,
		});
	});
});

it('a part whose bytes cannot be read fails with that, and is not sent again', async () => {
	const failure = new UploadError('UPLOAD_SOURCE_FAILED', 'disk on fire');
	const { failure: thrown, puts } = await uploadPart({ answer: () => failure });
	expect(thrown).toBe(failure);
	expect(puts).toHaveLength(1);
});

describe('the number of parts on the line', () => {
	/** The most parts on the line at a time once all eight have failed like this. */
	async function mostAfter(answer: Answer): Promise<number> {
		let inFlight = 0;
		let most = 0;
		let lineIsFree: Promise<void> | undefined;
		const fake = createFakeService({
			hosts: ['a.test', 'b.test'],
			answer: (put) => (put.attempt === 1 ? answer : undefined),
		});
		const put: typeof fake.storage.put = async (request) => {
			inFlight++;
			if (fake.puts.length >= 8) most = Math.max(most, inFlight);
			await new Promise((resolve) => setImmediate(resolve));
			return await fake.storage.put(request).finally(() => inFlight--);
		};
		await uploadFile(bufferSource(Buffer.alloc(8 * 100 * 1024)), fake.session, {
			storage: { ...fake.storage, put },
			partSizeBytes: 100 * 1024,
			// All that have failed are sent again together.
			clock: { sleep: () => (lineIsFree ??= eventually(() => inFlight === 0, 'the line is free')) },
		});
		return most;
	}

	it.each<[string, Answer]>([
		['is overwhelmed', { status: 503 }],
		['breaks connections', error('ECONNRESET')],
	])('falls where the storage %s', async (_, answer) => {
		expect(await mostAfter(answer)).toBeLessThanOrEqual(2);
	});

	it.each<[string, Answer]>([
		['bytes were damaged', { etag: 'FF' }],
		['a host is unknown', error('ENOTFOUND')],
	])('stays where %s', async (_, answer) => {
		expect(await mostAfter(answer)).toBeGreaterThan(2);
	});
});
