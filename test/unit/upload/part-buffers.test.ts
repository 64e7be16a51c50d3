import { PartBuffers } from '../../../lib/upload/source/part-buffers';

const MIB = 1024 * 1024;
const NEVER = new AbortController().signal;

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('PartBuffers', () => {
	it('hands out as many bytes as asked for, and the same memory again', async () => {
		const buffers = new PartBuffers(10 * MIB);
		const first = await buffers.take(3 * MIB - 5, NEVER);
		expect(first.bytes).toHaveLength(3 * MIB - 5);
		first.release();
		const second = await buffers.take(3 * MIB, NEVER);
		expect(second.bytes.buffer).toBe(first.bytes.buffer);
		expect(second.bytes).toHaveLength(3 * MIB);
	});

	it('makes those wait for whom the budget has no room, in the order of asking', async () => {
		const buffers = new PartBuffers(4 * MIB);
		const first = await buffers.take(3 * MIB, NEVER);
		const order: number[] = [];
		const second = buffers.take(2 * MIB, NEVER).then((buffer) => (order.push(2), buffer));
		const third = buffers.take(MIB, NEVER).then((buffer) => (order.push(3), buffer));
		await settle();
		expect(order).toEqual([]);
		first.release();
		await Promise.all([second, third]);
		expect(order).toEqual([2, 3]);
	});

	it('lets nobody wait for ever: what is larger than the budget is had alone', async () => {
		const buffers = new PartBuffers(MIB);
		const large = await buffers.take(5 * MIB, NEVER);
		expect(large.bytes).toHaveLength(5 * MIB);
		const next = buffers.take(MIB, NEVER);
		large.release();
		await next;
	});

	it('drops what it keeps for later before it exceeds its budget', async () => {
		const buffers = new PartBuffers(4 * MIB);
		const old = await buffers.take(3 * MIB, NEVER);
		old.release();
		const other = await buffers.take(2 * MIB, NEVER);
		other.release();
		const again = await buffers.take(3 * MIB, NEVER);
		expect(again.bytes.buffer).not.toBe(old.bytes.buffer);
	});

	it('grows for as long as one upload needs more', async () => {
		const buffers = new PartBuffers(MIB);
		const endLarge = buffers.provideFor(4 * MIB);
		const endSmall = buffers.provideFor(2 * MIB);
		const taken = await Promise.all([buffers.take(2 * MIB, NEVER), buffers.take(2 * MIB, NEVER)]);
		for (const { release } of taken) release();
		endLarge();
		endSmall();
		await buffers.take(MIB, NEVER);
		let hasSecond = false;
		void buffers.take(MIB, NEVER).then(() => (hasSecond = true));
		await settle();
		expect(hasSecond).toBe(false);
	});

	it('says what to do where there is no memory, and loses no room', async () => {
		const buffers = new PartBuffers(MIB);
		await expect(buffers.take(5_000 * 1024 * MIB, NEVER)).rejects.toMatchObject({
			code: 'UPLOAD_INVALID_OPTION',
			message: expect.stringContaining('smaller part size'),
			facts: { reason: 'PART_TOO_LARGE' },
		});
		await buffers.take(MIB, NEVER);
	});

	it('lets go of memory that nobody has used for a while', async () => {
		jest.useFakeTimers({ doNotFake: ['setImmediate'] });
		const buffers = new PartBuffers(2 * MIB);
		const used = await buffers.take(MIB, NEVER);
		const first = await buffers.take(MIB, NEVER);
		first.release();
		await jest.advanceTimersByTimeAsync(9_000);
		const second = await buffers.take(MIB, NEVER);
		expect(second.bytes.buffer).toBe(first.bytes.buffer);
		second.release();
		await jest.advanceTimersByTimeAsync(10_000);
		expect((await buffers.take(MIB, NEVER)).bytes.buffer).not.toBe(first.bytes.buffer);
		used.release();
		jest.useRealTimers();
	});

	it('loses no room to those who gave up waiting', async () => {
		const buffers = new PartBuffers(MIB);
		const first = await buffers.take(MIB, NEVER);
		const controller = new AbortController();
		const waiting = buffers.take(MIB, controller.signal);
		controller.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
		first.release();
		await buffers.take(MIB, NEVER);
	});

	it('keeps buffers of several sizes while its budget has room for them', async () => {
		const buffers = new PartBuffers(4 * MIB);
		const large = await buffers.take(3 * MIB, NEVER);
		large.release();
		(await buffers.take(MIB, NEVER)).release();
		expect((await buffers.take(3 * MIB, NEVER)).bytes.buffer).toBe(large.bytes.buffer);
	});

	it('has room again for as much as it has dropped', async () => {
		const buffers = new PartBuffers(4 * MIB);
		(await buffers.take(3 * MIB, NEVER)).release();
		const kept = await buffers.take(2 * MIB, NEVER);
		kept.release();
		(await buffers.take(MIB, NEVER)).release();
		expect((await buffers.take(2 * MIB, NEVER)).bytes.buffer).toBe(kept.bytes.buffer);
	});

	it('has room for nine parts of the default size', async () => {
		const buffers = new PartBuffers();
		const taken = await Promise.all(Array.from({ length: 9 }, () => buffers.take(16 * MIB, NEVER)));
		let hasTenth = false;
		const tenth = buffers.take(1, NEVER).then(() => (hasTenth = true));
		await settle();
		expect(hasTenth).toBe(false);
		taken[0]?.release();
		await tenth;
	});
});
