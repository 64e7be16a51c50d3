import { getEventListeners } from 'node:events';
import { StallWatch } from '../../../lib/upload/stall-watch';

const pass = (ms: number) => jest.advanceTimersByTime(ms);

describe('StallWatch', () => {
	let parent: AbortController;
	let watch: StallWatch;
	beforeEach(() => {
		jest.useFakeTimers();
		parent = new AbortController();
		watch = new StallWatch(1_000, parent.signal);
	});
	afterEach(() => {
		watch.stop();
		jest.useRealTimers();
	});

	it('aborts when nothing moves, and not before', () => {
		pass(999);
		expect([watch.signal.aborted, watch.stalled]).toEqual([false, false]);
		pass(1);
		expect([watch.signal.aborted, watch.stalled]).toEqual([true, true]);
		expect(watch.signal.reason).toEqual(new Error('The peer stalled'));
	});

	it('waits anew after every sign of life, for as long as there are some', () => {
		for (let sign = 0; sign < 100; sign++) {
			pass(999);
			watch.touch();
		}
		expect(watch.stalled).toBe(false);
		pass(1_000);
		expect(watch.stalled).toBe(true);
	});

	it('allows once more time than usual', () => {
		watch.touch(500);
		pass(1_499);
		expect(watch.stalled).toBe(false);
		watch.touch();
		pass(1_000);
		expect(watch.stalled).toBe(true);
	});

	it('takes a stop for no stall', () => {
		parent.abort('enough');
		expect(watch.signal.reason).toBe('enough');
		expect(watch.stalled).toBe(false);
	});

	it('leaves neither timer nor listener behind, and ends what is left', () => {
		watch.stop();
		watch.touch();
		expect(jest.getTimerCount()).toBe(0);
		expect(getEventListeners(parent.signal, 'abort')).toHaveLength(0);
		expect([watch.signal.aborted, watch.stalled]).toEqual([true, false]);
	});
});
