import { planParts } from '../../../lib/upload';
import { SignedUrlWindow } from '../../../lib/upload/signed-url-window';

const KIB = 1024;
const LIFETIME_MS = 900_000;

/** A session that signs what it is asked for, on a clock that only the test moves. */
function setUp(
	parts: number,
	{
		partsInFlight = 4,
		lifetimeMs = LIFETIME_MS,
		answer = (numbers: readonly number[]) => numbers,
		signal = new AbortController().signal,
		storedBefore = [] as number[],
	} = {},
) {
	const clock = { nowMs: 1_000_000 };
	const asked: number[][] = [];
	const session = {
		maxPartsPerSigning: 30,
		signParts: async (_key: string, numbers: readonly number[]) => {
			asked.push([...numbers]);
			return [...answer(numbers)].map((partNumber) => ({
				partNumber,
				resourceUrls: [`https://storage.test/${partNumber}?signature=${asked.length}`],
				headers: {},
				expiresAtMs: clock.nowMs + lifetimeMs,
			}));
		},
	};
	const { parts: plan } = planParts(parts * 100 * KIB, 100 * KIB);
	const window = new SignedUrlWindow(
		session,
		'key',
		plan,
		{ limit: partsInFlight },
		() => clock.nowMs,
		signal,
		storedBefore,
	);
	return { window, asked, clock, session };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('SignedUrlWindow', () => {
	it('signs 64 parts in three calls, each ahead of need', async () => {
		const { window, asked, clock } = setUp(64);
		for (const number of range(1, 64)) {
			await window.get(number);
			clock.nowMs += 100;
			window.markStored(number);
			await settle();
		}
		expect(asked).toEqual([range(1, 30), range(31, 60), range(61, 64)]);
	});

	it('lets all waiting lanes share one call', async () => {
		const { window, asked } = setUp(30);
		const signed = await Promise.all(range(1, 4).map((number) => window.get(number)));
		expect(asked).toHaveLength(1);
		expect(signed.map((part) => part.partNumber)).toEqual([1, 2, 3, 4]);
	});

	it('signs all in one call, whichever lane asks first', async () => {
		const { window, asked } = setUp(64);
		await Promise.all([4, 2, 1, 3].map((number) => window.get(number)));
		expect(asked).toEqual([range(1, 30)]);
	});

	it('signs anew what has aged, and only that', async () => {
		const { window, asked, clock } = setUp(5);
		await window.get(1);
		window.markStored(1);
		clock.nowMs += LIFETIME_MS - 29_000;
		const signed = await window.get(2);
		expect(asked[1]).toEqual([2, 3, 4, 5]);
		expect(signed.expiresAtMs).toBe(clock.nowMs + LIFETIME_MS);
	});

	it('signs no further ahead than the measured pace can use before it expires', async () => {
		const { window, asked, clock } = setUp(60);
		for (const number of range(1, 30)) {
			await window.get(number);
			window.markStored(number);
			// 60 s a part: 900 s are good for 15 parts, four fifths of them for 12.
			clock.nowMs += 60_000;
			await settle();
		}
		const after = asked.slice(1).map((numbers) => numbers.length);
		expect(after.length).toBeGreaterThan(0);
		expect(Math.max(...after)).toBeLessThanOrEqual(12);
	});

	it('has a refused part signed anew', async () => {
		const { window, asked } = setUp(3);
		const first = await window.get(2);
		window.discard(first);
		const second = await window.get(2);
		expect(second.resourceUrls).not.toEqual(first.resourceUrls);
		expect(asked).toHaveLength(2);
	});

	it('does not discard a signature that is newer than the refused one', async () => {
		const { window, asked } = setUp(3);
		const first = await window.get(2);
		window.discard(first);
		await window.get(2);
		window.discard(first);
		await window.get(2);
		expect(asked).toHaveLength(2);
	});

	it('matches by part number: shuffled, short and foreign answers do no harm', async () => {
		const { window, asked } = setUp(10, {
			answer: (numbers) => [99, ...numbers].reverse().filter((number) => number !== 3 || asked.length > 1),
		});
		for (const number of range(1, 10)) {
			expect((await window.get(number)).partNumber).toBe(number);
			window.markStored(number);
		}
	});

	it('gives up when the part never comes', async () => {
		const { window, asked } = setUp(3, { answer: () => [] });
		await expect(window.get(1)).rejects.toMatchObject({
			code: 'UPLOAD_SIGN_FAILED',
			facts: { partNumber: 1 },
		});
		expect(asked).toHaveLength(3);
	});

	it.each([
		['half a minute before it expires', LIFETIME_MS, LIFETIME_MS - 30_000],
		['after nine tenths of a short life', 10_000, 9_000],
	])('takes a signature for aged %s', async (_, lifetimeMs, agesAfterMs) => {
		const { window, asked, clock } = setUp(1, { lifetimeMs });
		await window.get(1);
		clock.nowMs += agesAfterMs - 1;
		await window.get(1);
		expect(asked).toHaveLength(1);
		clock.nowMs += 1;
		await window.get(1);
		expect(asked).toHaveLength(2);
	});

	it('signs on as soon as two rounds of parts are not signed, and no sooner', async () => {
		const { window, asked } = setUp(64);
		await window.get(22);
		await settle();
		expect(asked).toEqual([range(1, 30)]);
		await window.get(23);
		await settle();
		expect(asked).toEqual([range(1, 30), range(31, 60)]);
	});

	it('signs nothing that an earlier run has stored', async () => {
		const { window, asked } = setUp(6, { storedBefore: [1, 3, 4] });
		await window.get(2);
		expect(asked).toEqual([[2, 5, 6]]);
	});

	it('signs a round of parts at a time however slow the line is', async () => {
		const { window, asked, clock } = setUp(60);
		await window.get(1);
		window.markStored(1);
		clock.nowMs += 10 * LIFETIME_MS;
		await window.get(2);
		expect(asked[1]).toEqual([2, 3, 4, 5]);
	});

	it('takes a part without an address for no answer', async () => {
		const { window, asked, session } = setUp(3);
		const sign = session.signParts;
		session.signParts = async (...call) =>
			(await sign(...call)).map((part) => ({
				...part,
				resourceUrls: asked.length < 2 ? [] : part.resourceUrls,
			}));
		expect((await window.get(1)).partNumber).toBe(1);
		expect(asked).toHaveLength(2);
	});

	it('hands a failure to the lane that needs the part, and asks anew for the next one', async () => {
		const { window, session } = setUp(3);
		const sign = session.signParts;
		session.signParts = async () => await Promise.reject(new Error('busy'));
		await expect(window.get(1)).rejects.toThrow('busy');
		session.signParts = sign;
		expect((await window.get(1)).partNumber).toBe(1);
	});

	it('keeps a failure of signing ahead to itself', async () => {
		const { window, asked, session } = setUp(64);
		await window.get(1);
		const sign = session.signParts;
		session.signParts = async () => await Promise.reject(new Error('busy'));
		expect((await window.get(30)).partNumber).toBe(30);
		await settle();
		session.signParts = sign;
		expect((await window.get(31)).partNumber).toBe(31);
		expect(asked[1]).toEqual(range(31, 60));
	});

	it('leaves a session that does not answer at once when the upload is stopped', async () => {
		const stop = new AbortController();
		const { window, session } = setUp(3, { signal: stop.signal });
		session.signParts = () => new Promise(() => {});
		const waiting = window.get(1);
		stop.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'UPLOAD_ABORTED' });
	});

	it('says for which part there is no address', async () => {
		const { window } = setUp(3, { answer: () => [] });
		await expect(window.get(2)).rejects.toThrow('3 times without a usable address for part 2');
	});
});
