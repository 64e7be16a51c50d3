import { getEventListeners } from 'node:events';
import { abortableSleep, linkAbort, orAborted } from '../../../lib/upload';
import { abortError, throwIfAborted } from '../../../lib/upload/abort';

const STOPPED = { name: 'UploadError', code: 'UPLOAD_ABORTED', message: 'The upload was stopped' };
const listeners = ({ signal }: AbortController) => getEventListeners(signal, 'abort').length;

describe('linkAbort', () => {
	it('fires with its parent, and with the reason of its parent', () => {
		const parent = new AbortController();
		const before = linkAbort(parent.signal);
		parent.abort('enough');
		const after = linkAbort(parent.signal);
		expect([before.signal.reason, after.signal.reason]).toEqual(['enough', 'enough']);
	});

	it('lets go of its parent', () => {
		const parent = new AbortController();
		const abort = linkAbort(parent.signal);
		abort.dispose();
		parent.abort();
		expect(abort.signal.aborted).toBe(false);
		expect(listeners(parent)).toBe(0);
	});

	it('fires by itself, and leaves its parent alone', () => {
		const parent = new AbortController();
		const abort = linkAbort(parent.signal);
		abort.abort('a part failed');
		expect(abort.signal.reason).toBe('a part failed');
		expect(parent.signal.aborted).toBe(false);
	});

	it('does without a parent', () => {
		const abort = linkAbort(undefined);
		abort.abort('a part failed');
		abort.dispose();
		expect(abort.signal.reason).toBe('a part failed');
	});
});

describe('throwIfAborted', () => {
	it('throws only after the signal has fired, and keeps its reason', () => {
		const controller = new AbortController();
		expect(() => throwIfAborted(controller.signal)).not.toThrow();
		controller.abort('enough');
		expect(() => throwIfAborted(controller.signal)).toThrow(expect.objectContaining(STOPPED));
		expect(abortError(controller.signal).cause).toBe('enough');
	});
});

describe('orAborted', () => {
	it('settles as the work does, and leaves no listener behind', async () => {
		const controller = new AbortController();
		expect(await orAborted(Promise.resolve('done'), controller.signal)).toBe('done');
		await expect(orAborted(Promise.reject(new Error('failed')), controller.signal)).rejects.toThrow('failed');
		await new Promise((resolve) => setImmediate(resolve));
		expect(listeners(controller)).toBe(0);
	});

	it('rejects at once when the signal fires, or has fired before', async () => {
		const controller = new AbortController();
		const never = new Promise<never>(() => {});
		const waiting = orAborted(never, controller.signal);
		controller.abort();
		await expect(waiting).rejects.toMatchObject(STOPPED);
		await expect(orAborted(never, controller.signal)).rejects.toMatchObject(STOPPED);
	});
});

describe('abortableSleep', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('lasts as long as asked for', async () => {
		let isOver = false;
		const sleep = abortableSleep(1_000, new AbortController().signal).then(() => (isOver = true));
		await jest.advanceTimersByTimeAsync(999);
		expect(isOver).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		await sleep;
	});

	it('ends with the signal, and leaves no timer behind', async () => {
		const controller = new AbortController();
		const sleep = abortableSleep(3_600_000, controller.signal);
		controller.abort();
		await expect(sleep).rejects.toMatchObject(STOPPED);
		expect(jest.getTimerCount()).toBe(0);
	});
});
