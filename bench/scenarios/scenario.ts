import type { Goal } from '../figures/goals';
import type { Chart } from '../report/chart';
import type { Section } from '../report/section';

/** Something to measure: who takes part, what the table shows, and what is demanded. */
export interface Scenario {
	readonly name: string;
	readonly summary: string;
	/** Runs that count, unless the command line says otherwise. */
	readonly runs: number;
	/** How long a round takes, and what is there before the first, on a machine of two cores. */
	readonly secondsPerRound: number;
	readonly secondsBefore: number;
	run(context: ScenarioContext): Promise<ScenarioResult>;
}

export interface ScenarioContext {
	/** Files to upload, and what else may be kept for the next time. */
	readonly folder: string;
	readonly runs: number;
	/** Small files, to see that everything works; the figures mean nothing. */
	readonly isQuick: boolean;
	/** @param share of the scenario that is done, from 0 to 1 */
	readonly report: (name: string, figure: string, share: number) => void;
}

export interface ScenarioResult {
	readonly sections: readonly Section[];
	readonly goals: readonly Goal[];
	readonly charts?: readonly Chart[];
}
