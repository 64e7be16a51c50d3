import { Permits } from './permits';

export interface PartsInFlightRange {
	readonly start: number;
	readonly most: number;
}

/** A window lasts at least this long, and until every part on the line has sent some slices: on a slow line, longer. */
const WINDOW_MS = 500;
const SLICES_PER_PART = 2;
/** So many windows has a larger number to prove itself. */
const PROOF_WINDOWS = 4;
/** More connections have to be worth it: each costs a part buffer and, at the storage, a share of its patience. */
const WORTHWHILE_GAIN = 1.1;
/** Parts that fail within this time fail for the same reason. */
const SAME_TROUBLE_MS = 1_000;
/** A part that moves at 64 MiB/s is not held back by its connection, and four of them fill a line of 2 Gbit/s. */
const FAST_PART_BYTES_PER_MS = (64 * 1024 * 1024) / 1_000;
/** After a number has proved to be too high, the line gets this long before the next try. */
const REST_MS = 15_000;

/**
 * How many parts may be on the line. Begins with `start`, doubles up to `most` where the line is slow
 * and for as long as that makes the upload faster, and halves when storage or line show that it is too
 * much for them. A range of one number stays as it is.
 */
export class PartsInFlight {
	readonly permits: Permits;
	/** Called when there is room for more parts. */
	onGrow: () => void = () => {};
	private current: number;
	private readonly most: number;
	private readonly isFixed: boolean;
	/** What was reached with fewer parts, while it is open whether more are faster. */
	private before: { readonly limit: number; readonly bytesPerMs: number } | undefined;
	private proofWindowsLeft = 0;
	private windowStartedAtMs: number;
	private windowBytes = 0;
	private windowSlices = 0;
	/** New connections fill the buffers on their way first, which says nothing about the line. */
	private isWarmUp = true;
	private restsUntilMs = 0;
	private shrunkAtMs = -Infinity;

	constructor(
		{ start, most }: PartsInFlightRange,
		private readonly now: () => number,
	) {
		this.current = start;
		this.most = most;
		this.isFixed = start === most;
		this.permits = new Permits(start);
		this.windowStartedAtMs = now();
	}

	get limit(): number {
		return this.current;
	}

	/** A slice of so many bytes has left for the line. */
	sent(bytes: number): void {
		this.windowBytes += bytes;
		this.windowSlices += 1;
		const elapsedMs = this.now() - this.windowStartedAtMs;
		const isOver = elapsedMs >= WINDOW_MS && this.windowSlices >= SLICES_PER_PART * this.current;
		if (this.isFixed || !isOver) return;
		const bytesPerMs = this.windowBytes / elapsedMs;
		const isWarmUp = this.isWarmUp;
		this.startWindow(false);
		if (!isWarmUp && this.now() >= this.restsUntilMs) this.judge(bytesPerMs);
	}

	/**
	 * Storage or line could not bear this many: throttling, a reset, a stall, a signature that aged on the
	 * way.
	 */
	shrink(): void {
		if (this.isFixed || this.now() - this.shrunkAtMs < SAME_TROUBLE_MS) return;
		this.shrunkAtMs = this.now();
		this.rest(Math.max(1, Math.floor(this.current / 2)));
	}

	private judge(bytesPerMs: number): void {
		const { before } = this;
		if (before && bytesPerMs < before.bytesPerMs * WORTHWHILE_GAIN) {
			this.proofWindowsLeft -= 1;
			if (this.proofWindowsLeft === 0) this.rest(before.limit);
			return;
		}
		this.before = undefined;
		const isFastEnough = bytesPerMs >= this.current * FAST_PART_BYTES_PER_MS;
		if (this.current === this.most || isFastEnough) return;
		this.before = { limit: this.current, bytesPerMs };
		this.proofWindowsLeft = PROOF_WINDOWS;
		this.set(Math.min(this.most, this.current * 2));
		this.onGrow();
	}

	private rest(limit: number): void {
		this.before = undefined;
		this.restsUntilMs = this.now() + REST_MS;
		this.set(limit);
	}

	private set(limit: number): void {
		this.current = limit;
		this.permits.resize(limit);
		this.startWindow(true);
	}

	private startWindow(isWarmUp: boolean): void {
		this.windowStartedAtMs = this.now();
		this.windowBytes = 0;
		this.windowSlices = 0;
		this.isWarmUp = isWarmUp;
	}
}
