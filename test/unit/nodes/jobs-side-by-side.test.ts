import { linkAbort } from '../../../lib/upload';
import {
	MAX_JOBS_SIDE_BY_SIDE,
	runJobsSideBySide,
} from '../../../nodes/DingTalkStorage/actions/jobs-side-by-side';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when the test says so, with what the test says. */
function createWork() {
	const endings = new Map<number, { resolve: (result: string) => void; reject: (error: unknown) => void }>();
	return {
		started: () => [...endings.keys()],
		end: (itemIndex: number) => endings.get(itemIndex)?.resolve(`result ${itemIndex}`),
		fail: (itemIndex: number, error: unknown) => endings.get(itemIndex)?.reject(error),
		work: (itemIndex: number) =>
			new Promise<string>((resolve, reject) => endings.set(itemIndex, { resolve, reject })),
	};
}

it('answers in the order of the items, whichever ends first', async () => {
	const { work, end } = createWork();
	const results = runJobsSideBySide(3, linkAbort(undefined), work);
	for (const itemIndex of [2, 0, 1]) {
		end(itemIndex);
		await settle();
	}
	expect(await results).toEqual(['result 0', 'result 1', 'result 2']);
});

it('has nothing to answer where there is no item', async () => {
	expect(await runJobsSideBySide(0, linkAbort(undefined), createWork().work)).toEqual([]);
});

it('starts no more than so many at once, and the next as soon as one ends', async () => {
	const { work, end, started } = createWork();
	const count = MAX_JOBS_SIDE_BY_SIDE + 2;
	const results = runJobsSideBySide(count, linkAbort(undefined), work);
	expect(started()).toHaveLength(MAX_JOBS_SIDE_BY_SIDE);

	end(7);
	await settle();
	expect(started()).toHaveLength(MAX_JOBS_SIDE_BY_SIDE + 1);
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		end(itemIndex);
		await settle();
	}
	expect(await results).toHaveLength(count);
});

it('stops the others at the first failure, waits for them, and throws that failure', async () => {
	const { work, fail, end, started } = createWork();
	const abort = linkAbort(undefined);
	let isOver = false;
	const results = runJobsSideBySide(100, abort, work).finally(() => (isOver = true));
	const outcome = expect(results).rejects.toThrow('the real reason');

	fail(3, new Error('the real reason'));
	await settle();
	expect(abort.signal.aborted).toBe(true);
	expect(isOver).toBe(false);

	fail(0, new Error('stopped'));
	for (const itemIndex of started()) end(itemIndex);
	await outcome;
	expect(started()).toHaveLength(MAX_JOBS_SIDE_BY_SIDE);
});
