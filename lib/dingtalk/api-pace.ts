import { orAborted, Permits } from '../upload';

/** Time, so that tests need none. */
export interface PaceClock {
	/** Milliseconds that never run backwards, whatever becomes of the wall clock. */
	readonly now: () => number;
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A call that may start now. Whoever makes it says how DingTalk took it. */
export interface PacedCall {
	readonly answered: (tooFast: boolean) => void;
}

/**
 * DingTalk allows 20 calls a second, app and API (DingTalk docs: call limits). A little less leaves
 * room for what happens on the way: the 21st call starts 1,081 ms after the first, so the first may
 * take 80 ms longer to arrive before there are more than 20 in any one second.
 */
const FULL_CALLS_PER_SECOND = 18.5;

/** Where it is this slow, the waits of the throttled calls themselves are what matters. */
const LEAST_CALLS_PER_SECOND = 1;

/** As in TCP's congestion control: down by a factor, up by steps. Those who share a limit so share it evenly. */
const SLOWDOWN = 0.7;
const SPEEDUP_PER_SECOND = 0.5;

/** What a late timer cost is made up for by the next call, which so comes 50 ms after it at the nearest. */
const MADE_UP_MS = 4;

/** Spaces the calls of one API evenly, first come first served. The first one after a pause never waits. */
export class ApiPace {
	private readonly turns = new Permits(1);
	private callsPerSecond = FULL_CALLS_PER_SECOND;
	/** When the last call was due: a late start does not delay those after it. */
	private lastDueMs = -Infinity;
	private slowedAtMs = -Infinity;

	constructor(private readonly clock: PaceClock) {}

	/**
	 * Waits until the next call may start.
	 * @param ready settles once nothing else holds calls back: those it held back would start together
	 * @throws UploadError `UPLOAD_ABORTED` as soon as the signal fires
	 */
	async turn(signal: AbortSignal, ready: () => Promise<void>): Promise<PacedCall> {
		const pass = await this.turns.acquire(signal);
		try {
			const startedAtMs = await this.waitUntilDue(signal, ready);
			return { answered: (tooFast) => this.adapt(startedAtMs, tooFast) };
		} finally {
			pass();
		}
	}

	private async waitUntilDue(signal: AbortSignal, ready: () => Promise<void>): Promise<number> {
		for (;;) {
			await orAborted(ready(), signal);
			const nowMs = this.clock.now();
			const dueMs = this.lastDueMs + 1000 / this.callsPerSecond;
			if (nowMs >= dueMs) {
				this.lastDueMs = Math.max(dueMs, nowMs - MADE_UP_MS);
				return nowMs;
			}
			await this.clock.sleep(Math.ceil(dueMs - nowMs), signal);
		}
	}

	/** Calls that were under way when the pace last fell say nothing about the new one. */
	private adapt(startedAtMs: number, tooFast: boolean): void {
		if (startedAtMs <= this.slowedAtMs) return;
		if (tooFast) {
			this.slowedAtMs = this.clock.now();
			this.callsPerSecond = Math.max(this.callsPerSecond * SLOWDOWN, LEAST_CALLS_PER_SECOND);
		} else {
			const callsPerSecond = this.callsPerSecond + SPEEDUP_PER_SECOND / this.callsPerSecond;
			this.callsPerSecond = Math.min(callsPerSecond, FULL_CALLS_PER_SECOND);
		}
	}
}
