import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import workerThreads, { Worker } from 'node:worker_threads';
import { HashThreads } from '../../../lib/upload/checksum/hash-threads';
import { md5, md5OfFile } from '../../../lib/upload/checksum/md5';
import { deterministicBytes } from '../../support/pattern-bytes';

const MIB = 1024 * 1024;
const NEVER = new AbortController().signal;
const DATA = deterministicBytes(3 * MIB + 7);

const expected = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex').toUpperCase();

function shared(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
	const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
	copy.set(bytes);
	return copy;
}

async function withFile<T>(work: (file: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'hash-'));
	await writeFile(join(folder, 'data'), DATA);
	const file = await open(join(folder, 'data'));
	try {
		return await work(file);
	} finally {
		await file.close();
		await rm(folder, { recursive: true });
	}
}

afterEach(() => jest.restoreAllMocks());

describe('md5', () => {
	it.each([
		['no byte', 0],
		['a few bytes', 77],
		['exactly what is hashed without a thread', MIB],
		['more than that', 3 * MIB + 7],
	])('of %s is the same in memory of its own and in shared memory', async (_, sizeBytes) => {
		const bytes = DATA.subarray(0, sizeBytes);
		expect(await md5(bytes, NEVER)).toBe(expected(bytes));
		expect(await md5(shared(bytes), NEVER)).toBe(expected(bytes));
	});

	it('of a range of a file is that of its bytes', async () => {
		await withFile(async (file) => {
			const range = { file, offsetBytes: 5, sizeBytes: 3 * MIB };
			expect(await md5OfFile(range, NEVER)).toBe(expected(DATA.subarray(5, 5 + 3 * MIB)));
		});
	});

	it('of a range beyond the end of a file fails', async () => {
		await withFile(async (file) => {
			const digest = md5OfFile({ file, offsetBytes: 5, sizeBytes: DATA.length }, NEVER);
			await expect(digest).rejects.toThrow('ended early');
		});
	});

	it('is left to a thread where that is worth it', async () => {
		const digest = jest.spyOn(HashThreads.prototype, 'digest');
		await md5(shared(DATA.subarray(0, MIB)), NEVER);
		await md5(DATA, NEVER);
		expect(digest).not.toHaveBeenCalled();
		await md5(shared(DATA), NEVER);
		expect(digest).toHaveBeenCalledTimes(1);
		await withFile(async (file) => await md5OfFile({ file, offsetBytes: 0, sizeBytes: 10 }, NEVER));
		expect(digest).toHaveBeenCalledTimes(2);
	});

	it('is computed here where there is no thread to be had', async () => {
		jest.spyOn(HashThreads.prototype, 'digest').mockRejectedValue(new Error('no memory for a thread'));
		expect(await md5(shared(DATA), NEVER)).toBe(expected(DATA));
		await withFile(async (file) => {
			const range = (offsetBytes: number, sizeBytes: number) => ({ file, offsetBytes, sizeBytes });
			const middle = DATA.subarray(5, 5 + 2.5 * MIB);
			expect(await md5OfFile(range(5, middle.length), NEVER)).toBe(expected(middle));
			expect(await md5OfFile(range(5, 10), NEVER)).toBe(expected(DATA.subarray(5, 15)));
			expect(await md5OfFile(range(5, 0), NEVER)).toBe(expected(Buffer.alloc(0)));
			await expect(md5OfFile(range(5, DATA.length), NEVER)).rejects.toThrow('ended early');
		});
	});

	it('lets others go on in between where it is computed here', async () => {
		let turns = 0;
		const count = () => {
			turns++;
			next = setImmediate(count);
		};
		let next = setImmediate(count);
		await md5(DATA, NEVER);
		clearImmediate(next);
		expect(turns).toBe(3);
	});

	it('of little is there before anything else goes on', async () => {
		let hasGoneOn = false;
		const next = setImmediate(() => (hasGoneOn = true));
		await md5(DATA.subarray(0, MIB), NEVER);
		clearImmediate(next);
		expect(hasGoneOn).toBe(false);
	});

	it('ends at once on abort', async () => {
		const controller = new AbortController();
		const digest = md5(shared(DATA), controller.signal);
		controller.abort();
		await expect(digest).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	});
});

describe('HashThreads', () => {
	it('hashes more than it has threads, and passes over what was aborted', async () => {
		const threads = new HashThreads(1);
		const bytes = shared(DATA);
		const controller = new AbortController();
		const kept = [0, 1, 2].map((offset) => threads.digest({ bytes: bytes.subarray(offset) }, NEVER));
		const aborted = threads.digest({ bytes }, controller.signal);
		const last = threads.digest({ bytes: bytes.subarray(9) }, NEVER);
		controller.abort();
		await expect(aborted).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		expect(await Promise.all(kept)).toEqual([0, 1, 2].map((offset) => expected(DATA.subarray(offset))));
		expect(await last).toBe(expected(DATA.subarray(9)));
	});

	it('lets nobody wait for a thread that fails', async () => {
		const threads = new HashThreads(1);
		const noFile = { fd: 1_000_000, offsetBytes: 0, sizeBytes: 10 };
		await expect(threads.digest(noFile, NEVER)).rejects.toThrow('EBADF');
		expect(await threads.digest({ bytes: shared(DATA) }, NEVER)).toBe(expected(DATA));
	});

	it('keeps no process alive that has nothing else to do', async () => {
		await new HashThreads(1).digest({ bytes: shared(DATA) }, NEVER);
		expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
	});

	it('starts no more threads than it may', async () => {
		const post = jest.spyOn(Worker.prototype, 'postMessage');
		const threads = new HashThreads(2);
		const jobs = Array.from({ length: 6 }, (_, offset) => ({ bytes: shared(DATA).subarray(offset) }));
		await Promise.all(jobs.map((job) => threads.digest(job, NEVER)));
		expect(new Set(post.mock.contexts).size).toBe(2);
	});

	it('makes do with the threads that the system has to give', async () => {
		const threads = new HashThreads(4);
		await threads.digest({ bytes: shared(DATA) }, NEVER);
		jest.spyOn(workerThreads, 'Worker').mockImplementation(() => {
			throw new Error('no more threads');
		});
		const jobs = [0, 1, 2].map((offset) => threads.digest({ bytes: shared(DATA).subarray(offset) }, NEVER));
		expect(await Promise.all(jobs)).toEqual([0, 1, 2].map((offset) => expected(DATA.subarray(offset))));
	});

	it('turns those away whom no thread could serve', async () => {
		jest.spyOn(workerThreads, 'Worker').mockImplementation(() => {
			throw new Error('no more threads');
		});
		const threads = new HashThreads(4);
		const jobs = [0, 1].map(() => threads.digest({ bytes: shared(DATA) }, NEVER));
		for (const job of jobs) await expect(job).rejects.toThrow('no more threads');
		jest.restoreAllMocks();
		expect(await threads.digest({ bytes: shared(DATA) }, NEVER)).toBe(expected(DATA));
	});

	it('uses a thread again', async () => {
		const post = jest.spyOn(Worker.prototype, 'postMessage');
		const threads = new HashThreads(2);
		await threads.digest({ bytes: shared(DATA) }, NEVER);
		await threads.digest({ bytes: shared(DATA) }, NEVER);
		expect(new Set(post.mock.contexts).size).toBe(1);
	});

	it('does not hash what nobody waits for any more', async () => {
		const post = jest.spyOn(Worker.prototype, 'postMessage');
		const threads = new HashThreads(1);
		const controller = new AbortController();
		const first = threads.digest({ bytes: shared(DATA) }, NEVER);
		const aborted = threads.digest({ bytes: shared(DATA) }, controller.signal);
		controller.abort();
		await Promise.allSettled([first, aborted]);
		await threads.digest({ bytes: shared(DATA) }, NEVER);
		expect(post).toHaveBeenCalledTimes(2);
		await expect(threads.digest({ bytes: shared(DATA) }, controller.signal)).rejects.toMatchObject({
			code: 'UPLOAD_ABORTED',
		});
	});

	it.each<[string, (worker: Worker) => void, RegExp]>([
		['ends', (worker) => void worker.terminate(), /thread has ended/],
		['breaks', (worker) => void worker.emit('error', new Error('out of memory')), /out of memory/],
	])('tells all who wait when its only thread %s, and starts another one', async (_, harm, message) => {
		jest.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
			setImmediate(() => harm(this));
		});
		const threads = new HashThreads(1);
		const waiting = [0, 1].map((offset) => threads.digest({ bytes: shared(DATA).subarray(offset) }, NEVER));
		for (const result of await Promise.allSettled(waiting)) {
			expect(result).toMatchObject({
				status: 'rejected',
				reason: { message: expect.stringMatching(message) },
			});
		}
		expect(await threads.digest({ bytes: shared(DATA) }, NEVER)).toBe(expected(DATA));
	});

	it('goes on with the others when one of its threads ends', async () => {
		jest.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
			setImmediate(() => void this.terminate());
		});
		const threads = new HashThreads(2);
		const waiting = [0, 1, 2, 3].map((offset) =>
			threads.digest({ bytes: shared(DATA).subarray(offset) }, NEVER),
		);
		const [first, ...others] = await Promise.allSettled(waiting);
		expect(first).toMatchObject({ status: 'rejected' });
		expect(others).toEqual(
			[1, 2, 3].map((offset) => ({ status: 'fulfilled', value: expected(DATA.subarray(offset)) })),
		);
	});

	it('ends a thread that has had nothing to do for ten seconds, and no other', async () => {
		jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance'] });
		try {
			const terminate = jest.spyOn(Worker.prototype, 'terminate');
			const threads = new HashThreads(1);
			const busy = threads.digest({ bytes: shared(DATA) }, NEVER);
			jest.advanceTimersByTime(9_999);
			await busy;
			jest.advanceTimersByTime(9_999);
			expect(terminate).not.toHaveBeenCalled();
			jest.advanceTimersByTime(1);
			expect(terminate).toHaveBeenCalledTimes(1);
			await terminate.mock.results[0]?.value;
			expect(await threads.digest({ bytes: shared(DATA) }, NEVER)).toBe(expected(DATA));
		} finally {
			jest.useRealTimers();
		}
	});
});
