/**
 * Aborts when nothing has moved for a while. Unlike a time limit on the whole transfer it never
 * ends a slow one: every sign of life starts the wait anew.
 */
export class StallWatch {
	private readonly controller = new AbortController();
	private readonly timer: NodeJS.Timeout;
	private readonly follow: () => void;
	private hasStalled = false;

	constructor(
		timeoutMs: number,
		private readonly parent: AbortSignal,
	) {
		this.follow = () => this.controller.abort(parent.reason);
		if (parent.aborted) this.follow();
		parent.addEventListener('abort', this.follow, { once: true });
		this.timer = setTimeout(() => {
			this.hasStalled = true;
			this.controller.abort(new Error('The peer stalled'));
		}, timeoutMs);
	}

	/** Fires on a stall and with the parent signal. */
	get signal(): AbortSignal {
		return this.controller.signal;
	}

	get stalled(): boolean {
		return this.hasStalled;
	}

	/** Something moved. */
	touch(): void {
		this.timer.refresh();
	}

	stop(): void {
		clearTimeout(this.timer);
		this.parent.removeEventListener('abort', this.follow);
	}
}
