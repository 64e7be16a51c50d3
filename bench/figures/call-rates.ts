/** A call of the API as the server saw it. */
export interface ServedCall {
	readonly operation: string;
	readonly atMs: number;
	/** Turned away by the limit of calls per second, and not carried out. */
	readonly isThrottled: boolean;
}

/** Calls per second of each operation that were let through, between its first and its last one. */
export function callsPerSecond(calls: readonly ServedCall[]): ReadonlyMap<string, number> {
	const times = new Map<string, number[]>();
	for (const { operation, atMs } of calls.filter((call) => !call.isThrottled)) {
		times.set(operation, [...(times.get(operation) ?? []), atMs]);
	}
	return new Map(
		[...times]
			.filter(([, atMs]) => atMs.length > 1)
			.map(([operation, atMs]) => {
				const seconds = (Math.max(...atMs) - Math.min(...atMs)) / 1000;
				return [operation, (atMs.length - 1) / seconds];
			}),
	);
}
