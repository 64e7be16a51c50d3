/** The clock of tokens, signatures and limits. It can be moved forward, never back. */
export class Clock {
	private aheadMs = 0;

	constructor(private readonly base: () => number) {}

	nowMs(): number {
		return this.base() + this.aheadMs;
	}

	advance(ms: number): void {
		if (!(ms >= 0)) throw new RangeError('The clock only moves forward.');
		this.aheadMs += ms;
	}
}
