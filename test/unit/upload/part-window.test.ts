import { linkAbort } from '../../../lib/upload/abort';
import { runPartWindow, type WindowWidth } from '../../../lib/upload/part-window';

const parts = [1, 2, 3, 4, 5, 6, 7, 8];

/** A promise that is settled from outside. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
	let resolve = () => {};
	const promise = new Promise<void>((done) => (resolve = done));
	return { promise, resolve };
}

function atMost(limit: number): WindowWidth {
	return { limit, onGrow: () => {} };
}

describe('runPartWindow', () => {
	it('starts the next part as soon as one ends, whatever its neighbours do', async () => {
		const slow = deferred();
		const done: number[] = [];
		const run = runPartWindow(parts, atMost(1), linkAbort(undefined), async (part) => {
			if (part === 1) await slow.promise;
			done.push(part);
			if (part === 8) slow.resolve();
		});
		await run;
		expect(done).toEqual([2, 3, 4, 5, 6, 7, 8, 1]);
	});

	it('never has more parts in work than the line may hold and one to read', async () => {
		let inWork = 0;
		let most = 0;
		await runPartWindow(parts, atMost(2), linkAbort(undefined), async () => {
			most = Math.max(most, ++inWork);
			await new Promise((resolve) => setImmediate(resolve));
			inWork--;
		});
		expect(most).toBe(3);
	});

	it('aborts the others on the first failure, lets them settle, and throws that failure', async () => {
		const abort = linkAbort(undefined);
		const settled: number[] = [];
		const run = runPartWindow(parts, atMost(2), abort, async (part) => {
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
		const run = runPartWindow(parts, atMost(0), linkAbort(parent.signal), async (part) => {
			started.push(part);
			parent.abort();
		});
		await expect(run).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		expect(started).toEqual([1]);
	});

	it('starts more parts as soon as the window grows, and none after it has shrunk', async () => {
		const width = { limit: 1, onGrow: () => {} };
		const waiting: Array<() => void> = [];
		const run = runPartWindow(parts, width, linkAbort(undefined), async () => {
			const { promise, resolve } = deferred();
			waiting.push(resolve);
			await promise;
		});
		expect(waiting).toHaveLength(2);

		width.limit = 3;
		width.onGrow();
		expect(waiting).toHaveLength(4);

		width.limit = 1;
		waiting[0]?.();
		waiting[1]?.();
		await new Promise((resolve) => setImmediate(resolve));
		expect(waiting).toHaveLength(4);
		for (let index = 2; index < parts.length; index++) {
			waiting[index]?.();
			await new Promise((resolve) => setImmediate(resolve));
		}
		await run;
	});
});
