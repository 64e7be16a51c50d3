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

	it('loses none when a waiter is aborted', async () => {
		const permits = new Permits(1);
		const release = await permits.acquire(NEVER);
		const controller = new AbortController();
		const waiting = permits.acquire(controller.signal);
		controller.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });

		release();
		await expect(permits.acquire(NEVER)).resolves.toBeInstanceOf(Function);
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
});
