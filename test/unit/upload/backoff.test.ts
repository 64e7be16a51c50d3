import { backoffDelayMs } from '../../../lib/upload';
import { parseRetryAfterMs } from '../../../lib/upload/backoff';

describe('backoffDelayMs', () => {
	it('doubles its bound up to the cap', () => {
		const longest = [1, 2, 3, 4, 5, 6, 7].map((failures) => backoffDelayMs(failures, 1));
		expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
	});

	it('spreads the wait over the whole range', () => {
		expect(backoffDelayMs(3, 0)).toBe(0);
		expect(backoffDelayMs(3, 0.25)).toBe(1_000);
	});
});

describe('parseRetryAfterMs', () => {
	const now = Date.parse('2026-11-22T14:00:00Z');

	it.each([
		['seconds', '7', 7_000],
		['a date', 'Sun, 22 Nov 2026 14:00:09 GMT', 9_000],
		['a date in the past', 'Sun, 22 Nov 2026 13:00:00 GMT', 0],
		['an hour, capped', '3600', 60_000],
		['seconds between blanks', ' 7 ', 7_000],
		['seconds with a unit', '7s', undefined],
		['nonsense', 'soon', undefined],
		['nothing', undefined, undefined],
	])('reads %s', (_, header, waitMs) => {
		expect(parseRetryAfterMs(header, now)).toBe(waitMs);
	});
});
