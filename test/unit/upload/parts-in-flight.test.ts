import { PartsInFlight } from '../../../lib/upload/parts-in-flight';

/** A line on a clock of the test's own: so many bytes per millisecond with so many parts on it. */
function setUp(bytesPerMs: (parts: number) => number, range = { start: 4, most: 8 }) {
	const clock = { nowMs: 1_000_000 };
	const inFlight = new PartsInFlight(range, () => clock.nowMs);
	const limits = [inFlight.limit];
	const pass = (seconds: number) => {
		for (let tick = 0; tick < seconds * 10; tick++) {
			clock.nowMs += 100;
			// Every part sends a slice in a tenth of a second.
			const slices = inFlight.limit;
			for (let slice = 0; slice < slices; slice++) inFlight.sent((100 * bytesPerMs(slices)) / slices);
			if (inFlight.limit !== limits.at(-1)) limits.push(inFlight.limit);
		}
	};
	return { inFlight, limits, pass, clock };
}

describe('PartsInFlight', () => {
	it('doubles while that makes the upload faster', () => {
		const { inFlight, limits, pass } = setUp((parts) => parts * 10);
		const grown = jest.fn();
		inFlight.onGrow = grown;
		pass(3);
		expect(limits).toEqual([4, 8]);
		expect(grown).toHaveBeenCalledTimes(1);
		pass(60);
		expect(inFlight.limit).toBe(8);
	});

	it('takes a dip for a dip once more parts have proved to be faster', () => {
		let dip = 1;
		const { limits, pass } = setUp((parts) => parts * 10 * dip);
		pass(10);
		dip = 0.3;
		pass(10);
		expect(limits).toEqual([4, 8]);
	});

	it('does not try more where each part is fast already', () => {
		const { limits, pass } = setUp((parts) => parts * 70_000);
		pass(60);
		expect(limits).toEqual([4]);
	});

	it('goes back where more parts are not worth it, and tries again only now and then', () => {
		const { limits, pass } = setUp((parts) => 100 + parts);
		pass(10);
		expect(limits).toEqual([4, 8, 4]);
		pass(20);
		expect(limits).toEqual([4, 8, 4, 8, 4]);
	});

	it('halves when there is trouble, once for all parts that fail together, and never below one', () => {
		const { inFlight, clock } = setUp((parts) => parts);
		for (const expected of [2, 1, 1]) {
			inFlight.shrink();
			inFlight.shrink();
			expect(inFlight.limit).toBe(expected);
			clock.nowMs += 1_000;
		}
	});

	it('recovers after trouble has passed', () => {
		const { inFlight, pass } = setUp((parts) => parts * 10);
		inFlight.shrink();
		pass(10);
		expect(inFlight.limit).toBe(2);
		pass(20);
		expect(inFlight.limit).toBe(8);
	});

	it('does not believe what new connections swallow at first', () => {
		const { inFlight, clock } = setUp(() => 0);
		clock.nowMs += 1_000;
		inFlight.sent(1e9);
		expect(inFlight.limit).toBe(4);
	});

	it('leaves a chosen number alone', () => {
		const { inFlight, pass } = setUp((parts) => parts * 10, { start: 3, most: 3 });
		pass(10);
		inFlight.shrink();
		expect(inFlight.limit).toBe(3);
	});

	it('grants as many permits as parts may be in flight', async () => {
		const { inFlight, pass } = setUp((parts) => parts * 10);
		const { signal } = new AbortController();
		await Promise.all(Array.from({ length: 4 }, () => inFlight.permits.acquire(signal)));
		let granted = 4;
		const more = Array.from({ length: 5 }, () => inFlight.permits.acquire(signal).then(() => granted++));
		pass(3);
		await Promise.all(more.slice(0, 4));
		expect(granted).toBe(8);
	});

	/** Every part sends a slice so often, and a number of parts moves so much in a millisecond. */
	function setUpSlices(
		everyMs: number,
		bytesPerMs: (parts: number) => number,
		range = { start: 4, most: 8 },
	) {
		const clock = { nowMs: 0 };
		const inFlight = new PartsInFlight(range, () => clock.nowMs);
		return {
			inFlight,
			passUntil(endMs: number) {
				while (clock.nowMs < endMs) {
					clock.nowMs += everyMs;
					const parts = inFlight.limit;
					for (let slice = 0; slice < parts; slice++) inFlight.sent((everyMs * bytesPerMs(parts)) / parts);
				}
			},
		};
	}

	it('judges after half a second where slices are quick', () => {
		const { inFlight, passUntil } = setUpSlices(1, (parts) => parts);
		passUntil(999);
		expect(inFlight.limit).toBe(4);
		passUntil(1_000);
		expect(inFlight.limit).toBe(8);
	});

	it('judges as soon as every part has sent two slices where that takes longer', () => {
		const { inFlight, passUntil } = setUpSlices(2_000, (parts) => parts);
		passUntil(6_000);
		expect(inFlight.limit).toBe(4);
		passUntil(8_000);
		expect(inFlight.limit).toBe(8);
	});

	it('needs neither more than half a second nor more than two slices', () => {
		const { inFlight, passUntil } = setUpSlices(250, (parts) => parts);
		passUntil(1_000);
		expect(inFlight.limit).toBe(8);
	});

	it('never has more than the most', () => {
		const { inFlight, passUntil } = setUpSlices(100, (parts) => parts, { start: 4, most: 6 });
		passUntil(60_000);
		expect(inFlight.limit).toBe(6);
	});

	it('gives more parts some windows to prove themselves', () => {
		let isProved = false;
		const { inFlight, passUntil } = setUpSlices(100, (parts) => (isProved ? parts : 4));
		passUntil(1_000);
		expect(inFlight.limit).toBe(8);
		passUntil(2_500);
		isProved = true;
		passUntil(10_000);
		expect(inFlight.limit).toBe(8);
	});

	it('does not count what more connections swallow at first as their proof', () => {
		let swallowed = 0;
		const { inFlight, passUntil } = setUpSlices(100, (parts) =>
			parts === 8 && swallowed++ < 32 ? 1_000 : 4,
		);
		passUntil(1_000);
		expect(inFlight.limit).toBe(8);
		passUntil(5_000);
		expect(inFlight.limit).toBe(4);
	});
});
