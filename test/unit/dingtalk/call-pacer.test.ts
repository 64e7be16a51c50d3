import fc from 'fast-check';
import { CallPacer } from '../../../lib/dingtalk/call-pacer';
import type { PacedCall } from '../../../lib/dingtalk/api-pace';
import { abortableSleep } from '../../../lib/upload';

const never = () => new AbortController().signal;
const READY = async () => {};
/** DingTalk's limit, per app and API. */
const ALLOWED_PER_SECOND = 20;

interface Start {
	readonly index: number;
	readonly atMs: number;
	readonly call: PacedCall;
}

/**
 * A pacer whose waits take no time.
 * @param latenessMs how much later than asked for a timer fires
 */
function createLab(latenessMs: () => number = () => 0) {
	let nowMs = 1000;
	const pacer = new CallPacer({
		now: () => nowMs,
		sleep: async (ms, signal) => {
			signal.throwIfAborted();
			nowMs += ms + latenessMs();
		},
	});
	return {
		pacer,
		now: () => nowMs,
		pass: (ms: number) => (nowMs += ms),
		/** Asks for many calls of one API at once. */
		async start(count: number, operation = 'someCall'): Promise<Start[]> {
			const starts: Start[] = [];
			const ask = async (index: number) => {
				const call = await pacer.turn(operation, never(), READY);
				starts.push({ index, atMs: nowMs, call });
			};
			await Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
			return starts;
		},
		/** Makes calls one after the other that DingTalk answers at once, and says how long each waited. */
		async answer(count: number, tooFast: boolean): Promise<number[]> {
			const waitedMs: number[] = [];
			for (let made = 0; made < count; made++) {
				const askedAtMs = nowMs;
				(await pacer.turn('someCall', never(), READY)).answered(tooFast);
				waitedMs.push(nowMs - askedAtMs);
			}
			return waitedMs;
		},
	};
}

const gaps = (starts: readonly Start[], distance = 1) =>
	starts.slice(distance).map(({ atMs }, index) => atMs - (starts[index]?.atMs ?? NaN));

const perSecond = (starts: readonly Start[]) => {
	const totalMs = gaps(starts).reduce((sum, gap) => sum + gap, 0);
	return (starts.length - 1) / (totalMs / 1000);
};

describe('the calls of one API', () => {
	it('come in the order of asking, at nine tenths of the limit or more', async () => {
		const starts = await createLab().start(100);
		expect(starts.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, index) => index));
		expect(perSecond(starts)).toBeGreaterThanOrEqual(0.9 * ALLOWED_PER_SECOND);
	});

	it('leave the way to DingTalk 50 ms of jitter before 21 of them arrive within one second', async () => {
		const starts = await createLab().start(100);
		expect(Math.min(...gaps(starts, ALLOWED_PER_SECOND))).toBeGreaterThanOrEqual(1050);
	});

	it('keep their pace although every timer is a little late', async () => {
		const starts = await createLab(() => 3).start(100);
		expect(perSecond(starts)).toBeGreaterThanOrEqual(0.9 * ALLOWED_PER_SECOND);
	});

	it('are never more than DingTalk allows, however late the timers are', async () => {
		await fc.assert(
			fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 500 })), async (lateness) => {
				const starts = await createLab(() => lateness.next().value as number).start(60);
				expect(Math.min(...gaps(starts))).toBeGreaterThanOrEqual(1000 / ALLOWED_PER_SECOND);
			}),
		);
	});

	it('do not wait after a pause, and do not make up for it', async () => {
		const lab = createLab();
		await lab.start(5);
		lab.pass(10_000);
		const resumedAtMs = lab.now();
		const starts = await lab.start(30);
		expect(starts[0]?.atMs).toBe(resumedAtMs);
		expect(Math.min(...gaps(starts, ALLOWED_PER_SECOND))).toBeGreaterThanOrEqual(1050);
	});

	it('do not wait for those of another API', async () => {
		const lab = createLab();
		await lab.start(30, 'oneCall');
		const beforeMs = lab.now();
		const [first] = await lab.start(1, 'anotherCall');
		expect(first?.atMs).toBe(beforeMs);
	});

	it('that a login held back do not start together after it', async () => {
		const lab = createLab();
		let logIn = () => {};
		const login = new Promise<void>((resolve) => (logIn = resolve));
		const startsMs: number[] = [];
		const calls = Array.from({ length: 3 }, async () => {
			await lab.pacer.turn('someCall', never(), () => login);
			startsMs.push(lab.now());
		});
		await new Promise((resolve) => setImmediate(resolve));
		expect(startsMs).toEqual([]);

		lab.pass(5000);
		logIn();
		await Promise.all(calls);
		expect((startsMs[1] as number) - (startsMs[0] as number)).toBeGreaterThanOrEqual(50);
		expect((startsMs[2] as number) - (startsMs[1] as number)).toBeGreaterThanOrEqual(50);
	});
});

describe('a call that is stopped while it waits', () => {
	const stopped = { code: 'UPLOAD_ABORTED' };

	it('for a login, or for its turn after it, ends at once and holds nobody up', async () => {
		const lab = createLab();
		const stop = new AbortController();
		const blocked = lab.pacer.turn('someCall', stop.signal, () => new Promise(() => {}));
		const waiting = lab.pacer.turn('someCall', stop.signal, READY);
		const next = lab.pacer.turn('someCall', never(), READY);
		stop.abort();
		const [first, second, third] = await Promise.allSettled([blocked, waiting, next]);
		expect(first).toMatchObject({ reason: stopped });
		expect(second).toMatchObject({ reason: stopped });
		expect(third).toMatchObject({ status: 'fulfilled' });
		expect(lab.now()).toBe(1000);
	});

	it('for its time to come ends at once', async () => {
		const stop = new AbortController();
		const sleep = (_: number, signal: AbortSignal) => abortableSleep(3_600_000, signal);
		const pacer = new CallPacer({ now: () => 0, sleep });
		await pacer.turn('someCall', stop.signal, READY);
		const waiting = pacer.turn('someCall', stop.signal, READY);
		setImmediate(() => stop.abort());
		await expect(waiting).rejects.toMatchObject(stopped);
	});
});

describe('the pace', () => {
	const SPACING_MS = 55;

	it('falls when DingTalk says that calls come too fast, but never below one call a second', async () => {
		const lab = createLab();
		const waitedMs = await lab.answer(30, true);
		expect(waitedMs[2]).toBeGreaterThan(1.3 * SPACING_MS);
		expect(waitedMs[3]).toBeGreaterThan(waitedMs[2] as number);
		expect(Math.max(...waitedMs)).toBe(1000);
	});

	it('falls once for all calls that were under way together', async () => {
		const lab = createLab();
		const starts = await lab.start(20);
		for (const { call } of starts) call.answered(true);
		const [waitedMs] = await lab.answer(1, false);
		expect(waitedMs).toBeGreaterThan(SPACING_MS);
		expect(waitedMs).toBeLessThan(2 * SPACING_MS);
	});

	it('rises step by step while calls succeed, up to where it was', async () => {
		const lab = createLab();
		await lab.answer(30, true);
		const waitedMs = await lab.answer(600, false);
		const steps = waitedMs.slice(1).map((ms, index) => ms - (waitedMs[index] as number));
		// Waits are whole milliseconds.
		expect(Math.max(...steps)).toBeLessThanOrEqual(1);
		expect(waitedMs.at(-1)).toBeLessThanOrEqual(SPACING_MS);
	});

	it('gains half a call a second in a second', async () => {
		const lab = createLab();
		await lab.answer(30, true);
		const slowestAtMs = lab.now();
		let waitMs = Infinity;
		while (lab.now() < slowestAtMs + 20_000) [waitMs = Infinity] = await lab.answer(1, false);
		expect(1000 / waitMs).toBeGreaterThan(9.5);
		expect(1000 / waitMs).toBeLessThan(11.5);
	});

	it('never rises above the limit', async () => {
		const waitedMs = await createLab().answer(200, false);
		expect(Math.min(...waitedMs.slice(1))).toBeGreaterThanOrEqual(1000 / ALLOWED_PER_SECOND);
	});

	it('of one API does not slow another one down', async () => {
		const lab = createLab();
		await lab.answer(30, true);
		expect(perSecond(await lab.start(40, 'anotherCall'))).toBeGreaterThanOrEqual(0.9 * ALLOWED_PER_SECOND);
	});
});

test('a pacer without a clock of its own lives in real time', async () => {
	const pacer = new CallPacer();
	const startedAtMs = performance.now();
	await pacer.turn('someCall', never(), READY);
	await pacer.turn('someCall', never(), READY);
	expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(1000 / ALLOWED_PER_SECOND);
});
