import { Permits } from '../../../lib/upload/permits';

const NEVER = new AbortController().signal;

describe('Permits', () => {
	it('grants no more than there are, in the order of asking', async () => {
		const permits = new Permits(1);
		const order: string[] = [];
		const releaseFirst = await permits.acquire(NEVER);
		const second = permits.acquire(NEVER).then((release) => (order.push('second'), release));
		const third = permits.acquire(NEVER).then((release) => (order.push('third'), release));

		releaseFirst();
		(await second)();
		(await third)();
		expect(order).toEqual(['second', 'third']);
	});

	it('neither loses nor grants one for a waiter that gave up', async () => {
		const permits = new Permits(1);
		const release = await permits.acquire(NEVER);
		const controller = new AbortController();
		const waiting = permits.acquire(controller.signal);
		controller.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });

		let hasNext = false;
		const next = permits.acquire(NEVER).then(() => (hasNext = true));
		await settle();
		expect(hasNext).toBe(false);
		release();
		await next;
	});

	it('grants those behind a waiter that gave up what there is', async () => {
		const permits = new Permits(10);
		await permits.acquire(NEVER, 6);
		const controller = new AbortController();
		const large = permits.acquire(controller.signal, 8);
		const small = permits.acquire(NEVER, 4);
		controller.abort();
		await expect(large).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		await expect(small).resolves.toBeInstanceOf(Function);
	});

	it('loses none when a waiter is aborted in the moment its permit comes', async () => {
		const permits = new Permits(1);
		const release = await permits.acquire(NEVER);
		const controller = new AbortController();
		const waiting = permits.acquire(controller.signal);
		controller.abort();
		release();
		await expect(waiting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		await expect(permits.acquire(NEVER)).resolves.toBeInstanceOf(Function);
	});

	it('weighs what is asked for, and lets nobody overtake', async () => {
		const permits = new Permits(10);
		const order: string[] = [];
		const releaseSmall = await permits.acquire(NEVER, 4);
		const large = permits.acquire(NEVER, 8).then((release) => (order.push('large'), release));
		const tiny = permits.acquire(NEVER, 1).then((release) => (order.push('tiny'), release));
		await settle();
		expect(order).toEqual([]);

		releaseSmall();
		await Promise.all([large, tiny]);
		expect(order).toEqual(['large', 'tiny']);
	});

	it('lets in alone who asks for more than there is', async () => {
		const permits = new Permits(10);
		const release = await permits.acquire(NEVER, 100);
		let hasNext = false;
		const next = permits.acquire(NEVER).then(() => (hasNext = true));
		await settle();
		expect(hasNext).toBe(false);

		release();
		await next;
	});

	it('grants more as soon as it grows, and fewer after it has shrunk', async () => {
		const permits = new Permits(1);
		const releaseFirst = await permits.acquire(NEVER);
		const second = permits.acquire(NEVER);
		permits.resize(2);
		const releaseSecond = await second;

		permits.resize(1);
		let hasThird = false;
		const third = permits.acquire(NEVER).then(() => (hasThird = true));
		releaseFirst();
		await settle();
		expect(hasThird).toBe(false);
		releaseSecond();
		await third;
	});
});

/** Lets everything run that is ready to. */
function settle(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
