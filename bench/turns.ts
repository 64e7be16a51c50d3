import type { Results } from './figures/statistics';

export interface Turns<Name extends string, Run> {
	readonly names: readonly Name[];
	/** Rounds that count. */
	readonly runs: number;
	readonly runOnce: (name: Name) => Promise<Run>;
	/** @param share of all runs of these turns that are over, from 0 to 1 */
	readonly onRun: (name: Name, run: Run, share: number) => void;
}

/**
 * Everybody runs once in every round, each round starts with the next one, and the first round, which
 * warms the machine up, does not count.
 */
export async function takeTurns<Name extends string, Run>({
	names,
	runs,
	runOnce,
	onRun,
}: Turns<Name, Run>): Promise<Results<Run>> {
	const results = new Map<string, Run[]>(names.map((name) => [name, []]));
	let finished = 0;
	for (let round = 0; round <= runs; round++) {
		const turn = round % names.length;
		for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
			const run = await runOnce(name);
			if (round > 0) results.get(name)?.push(run);
			onRun(name, run, ++finished / (names.length * (runs + 1)));
		}
	}
	return results;
}
