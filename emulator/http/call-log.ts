import type { IncomingHttpHeaders } from 'node:http';
import type { FaultKind, Operation } from '../faults/fault';
import type { JsonObject } from './json';

/** One request as it was received. Tokens and signatures are in it: this is a test double. */
export interface RecordedCall {
	readonly operation: Operation;
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: IncomingHttpHeaders;
	/** Wall-clock time of arrival, whatever the emulator's clock says. */
	readonly atMs: number;
	/** put: the part, 1 for a whole file; query: the parts asked for. */
	partNumbers: readonly number[];
	partNumber?: number;
	/** The JSON body of an API call. */
	body?: JsonObject;
	/** Body bytes received. */
	bytes: number;
	/** 0 until answered, and for ever when the connection ended without an answer. */
	status: number;
	/** Wall-clock time at which the exchange was over, either way. */
	endedAtMs?: number;
	/** The error's code, when the answer was one. */
	errorCode?: string;
	/** Faults that hit this call. */
	readonly faults: FaultKind[];
}

/** Fields by which recorded calls can be chosen. */
export type CallFilter = Partial<
	Pick<RecordedCall, 'operation' | 'method' | 'path' | 'status' | 'partNumber'>
>;

/** Every request in order of arrival. */
export class CallLog {
	private readonly calls: RecordedCall[] = [];

	/** @param onEnd told of every call that is over */
	constructor(private readonly onEnd: ((call: RecordedCall) => void) | undefined) {}

	begin(call: RecordedCall): void {
		this.calls.push(call);
	}

	end(call: RecordedCall): void {
		call.endedAtMs ??= wallClockMs();
		this.onEnd?.(call);
	}

	select(filter: CallFilter = {}): RecordedCall[] {
		const wanted = Object.entries(filter) as Array<[keyof CallFilter, unknown]>;
		return this.calls.filter((call) => wanted.every(([field, value]) => call[field] === value));
	}

	/** The largest number of calls of this operation that were under way at one moment. */
	peakInFlight(operation: Operation): number {
		const steps = this.select({ operation }).flatMap((call) => [
			{ atMs: call.atMs, change: 1 },
			{ atMs: call.endedAtMs ?? Infinity, change: -1 },
		]);
		// An end and a start at the same moment did not overlap.
		steps.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
		let inFlight = 0;
		return steps.reduce((peak, { change }) => Math.max(peak, (inFlight += change)), 0);
	}
}

/** Milliseconds since 1970 with fractions: calls a few microseconds apart stay in order. */
export function wallClockMs(): number {
	return performance.timeOrigin + performance.now();
}
