import { inTime } from '../../../lib/upload/source/in-time';

describe('a read that has a time limit', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());
	const never = new Promise<never>(() => {});

	it('settles as it does by itself, and leaves no timer behind', async () => {
		const { signal } = new AbortController();
		expect(await inTime(Promise.resolve('done'), 1_000, signal)).toBe('done');
		await expect(inTime(Promise.reject(new Error('failed')), 1_000, signal)).rejects.toThrow('failed');
		expect(jest.getTimerCount()).toBe(0);
	});

	it('is given up when its time is over', async () => {
		const read = inTime(never, 300_000, new AbortController().signal).catch((error: unknown) => error);
		jest.advanceTimersByTime(300_000);
		expect(await read).toMatchObject({
			code: 'UPLOAD_SOURCE_FAILED',
			message: expect.stringContaining('300 seconds'),
			facts: { reason: 'timeout' },
		});
	});

	it('is left at once when the signal fires', async () => {
		const stop = new AbortController();
		const read = inTime(never, 300_000, stop.signal);
		stop.abort();
		await expect(read).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		expect(jest.getTimerCount()).toBe(0);
	});
});
