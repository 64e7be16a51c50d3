import { requirePossible, type Fault, type FaultKind, type Operation } from './fault';

/** A fault of one of these kinds. */
export type FaultOf<K extends FaultKind> = Extract<Fault, { readonly kind: K }>;

/** The call a fault may hit: `query` carries many part numbers, `put` one, the others none. */
export interface FaultTarget {
	readonly operation: Operation;
	readonly partNumbers: readonly number[];
}

/** The faults that are still to happen, in the order they were set. */
export class FaultQueue {
	private waiting: Array<{ readonly fault: Fault; left: number }> = [];
	private postponed: Array<{ readonly operation: Operation; readonly execute: () => Promise<unknown> }> = [];

	add(...faults: Fault[]): void {
		faults.forEach(requirePossible);
		this.waiting.push(...faults.map((fault) => ({ fault, left: fault.count ?? 1 })));
	}

	/** The first fault of these kinds that is meant for this call; it counts as happened. */
	take<K extends FaultKind>(target: FaultTarget, ...kinds: readonly K[]): FaultOf<K> | undefined {
		const hit = this.waiting.find(
			({ fault, left }) => left > 0 && isOneOf(fault, kinds) && fits(fault, target),
		);
		if (!hit) return undefined;
		hit.left -= 1;
		return hit.fault as FaultOf<K>;
	}

	/** Has a call executed when the next one of its operation arrives. */
	postpone(operation: Operation, execute: () => Promise<unknown>): void {
		this.postponed.push({ operation, execute });
	}

	/** Executes what was postponed until a call of this operation arrives. */
	async catchUp(operation: Operation): Promise<void> {
		const due = this.postponed.filter((call) => call.operation === operation);
		this.postponed = this.postponed.filter((call) => call.operation !== operation);
		for (const { execute } of due) await execute();
	}

	/** What has not happened yet; `count` is how often it still would. */
	unconsumed(): Fault[] {
		return this.waiting.filter(({ left }) => left > 0).map(({ fault, left }) => ({ ...fault, count: left }));
	}

	/** Throws when a fault never happened: the test that set it did not test what it says. */
	assertConsumed(): void {
		const left = this.unconsumed();
		if (left.length > 0) throw new Error(`Faults that never happened: ${JSON.stringify(left)}`);
	}

	clear(): void {
		this.waiting = [];
		this.postponed = [];
	}
}

function isOneOf(fault: Fault, kinds: readonly FaultKind[]): boolean {
	return kinds.includes(fault.kind);
}

function fits(fault: Fault, target: FaultTarget): boolean {
	if (fault.operation !== target.operation) return false;
	return fault.partNumber === undefined || target.partNumbers.includes(fault.partNumber);
}
