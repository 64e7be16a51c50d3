import { linkAbort, type LinkedAbort } from './abort';

/**
 * Aborts when nothing has moved for a while. Unlike a time limit on the whole transfer it never
 * ends a slow one: every sign of life starts the wait anew.
 */
export class StallWatch {
	private readonly abort: LinkedAbort;
	private timer: NodeJS.Timeout;
	private hasStalled = false;

	constructor(
		private readonly timeoutMs: number,
		parent: AbortSignal,
	) {
		this.abort = linkAbort(parent);
		this.timer = this.startTimer(timeoutMs);
	}

	/** Fires on a stall and with the parent signal. */
	get signal(): AbortSignal {
		return this.abort.signal;
	}

	get stalled(): boolean {
		return this.hasStalled;
	}

	/** Something moved. */
	touch(): void {
		this.timer.refresh();
	}

	/** Something moved, and the next sign of life may take this much longer than usual. */
	touchAndAllow(extraMs: number): void {
		clearTimeout(this.timer);
		this.timer = this.startTimer(this.timeoutMs + extraMs);
	}

	stop(): void {
		clearTimeout(this.timer);
		this.abort.dispose();
	}

	private startTimer(ms: number): NodeJS.Timeout {
		return setTimeout(() => {
			this.hasStalled = true;
			this.abort.abort(new Error('The peer stalled'));
		}, ms);
	}
}
