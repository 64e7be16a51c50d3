import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
});
