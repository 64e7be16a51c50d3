import { linkAbort } from '../../../lib/upload/abort';
import { runPartWindow } from '../../../lib/upload/part-window';

const parts = [1, 2, 3, 4, 5, 6, 7, 8];

/** A promise that is settled from outside. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
	let resolve = () => {};
	const promise = new Promise<void>((done) => (resolve = done));
	return { promise, resolve };
}

describe('runPartWindow', () => {
	it('gives a free slot the next part at once, whatever its neighbours do', async () => {
		const slow = deferred();
		const done: number[] = [];
		const run = runPartWindow(parts, 2, linkAbort(undefined), () => async (part) => {
			if (part === 1) await slow.promise;
			done.push(part);
			if (part === 8) slow.resolve();
		});
		await run;
		expect(done).toEqual([2, 3, 4, 5, 6, 7, 8, 1]);
	});

	it('never has more parts in work than slots', async () => {
		let inWork = 0;
		let most = 0;
		await runPartWindow(parts, 3, linkAbort(undefined), () => async () => {
			most = Math.max(most, ++inWork);
			await new Promise((resolve) => setImmediate(resolve));
			inWork--;
		});
		expect(most).toBe(3);
	});

	it('aborts the others on the first failure, lets them settle, and throws that failure', async () => {
		const abort = linkAbort(undefined);
		const settled: number[] = [];
		const run = runPartWindow(parts, 3, abort, () => async (part) => {
			if (part === 2) throw new Error('first');
			await new Promise<void>((resolve) => abort.signal.addEventListener('abort', () => resolve()));
			settled.push(part);
			throw new Error('second');
		});
		await expect(run).rejects.toThrow('first');
		expect(settled).toEqual([1, 3]);
	});

	it('starts no part after an abort', async () => {
		const parent = new AbortController();
		const started: number[] = [];
		const run = runPartWindow(parts, 1, linkAbort(parent.signal), () => async (part) => {
			started.push(part);
			parent.abort();
		});
		await expect(run).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		expect(started).toEqual([1]);
	});
});
