import { linkAbort, type LinkedAbort } from './abort';

/**
 * Aborts when nothing has moved for a while. Unlike a time limit on the whole transfer it never
 * ends a slow one: every sign of life starts the wait anew.
 */
export class StallWatch {
	private readonly abort: LinkedAbort;
	private timer: NodeJS.Timeout;
	private hasStalled = false;
	private isOver = false;

	constructor(
		private readonly timeoutMs: number,
		parent: AbortSignal,
	) {
		this.abort = linkAbort(parent);
		this.timer = this.startTimer(timeoutMs);
	}

	/** Fires on a stall, with the parent signal, and when the watch is over. */
	get signal(): AbortSignal {
		return this.abort.signal;
	}

	get stalled(): boolean {
		return this.hasStalled;
	}

	/** Something moved; the next sign of life may take so much longer than usual. */
	touch(extraMs = 0): void {
		if (this.isOver) return;
		clearTimeout(this.timer);
		this.timer = this.startTimer(this.timeoutMs + extraMs);
	}

	/** What was watched has ended, and with it goes what is left of it. */
	stop(): void {
		this.isOver = true;
		clearTimeout(this.timer);
		this.abort.dispose();
		this.abort.abort(new Error('The attempt is over'));
	}

	private startTimer(ms: number): NodeJS.Timeout {
		return setTimeout(() => {
			this.hasStalled = true;
			this.abort.abort(new Error('The peer stalled'));
		}, ms);
	}
}
