import { ensureBenchFile, type BenchFile } from '../bench-files';
import { atMost, figuresOf, inUnit, type Goal } from '../figures/goals';
import { medianOf, type Results } from '../figures/statistics';
import { median, medianAndRange, section, type Column } from '../report/section';
import { runContestant } from '../run-contestant';
import { startEmulatorProcess } from '../servers/server-process';
import type { Scenario } from './scenario';

const FILE_BYTES = 1024;
const LATENCY_MS = 80;
/** Open, sign, store, commit: each waits for the one before. */
const ROUND_TRIPS = 4;
/** For all that is no round trip. */
const ALLOWANCE = 1.15;

const NAMES = ['engine', 'node in n8n-core'] as const;
type Name = (typeof NAMES)[number];

export interface RoundTripsRun {
	readonly elapsedMs: number;
	readonly roundTrips: number;
	/** Connections that a run opened: the mean of all runs of its contestant. */
	readonly newConnections: number;
}

const COLUMNS: ReadonlyArray<Column<RoundTripsRun>> = [
	medianAndRange('total, ms', (run) => run.elapsedMs),
	median(`in round trips of ${LATENCY_MS} ms`, (run) => run.roundTrips, 2),
	median('new connections', (run) => run.newConnections, 1),
];

/** The shortest upload there is: nothing but round trips. */
export const roundTrips: Scenario = {
	name: 'round-trips',
	summary: 'one file of 1 KiB at 80 ms, logged in and connected',
	runs: 10,
	secondsPerRound: 2,
	secondsBefore: 10,
	async run({ folder, runs, report }) {
		const file = await ensureBenchFile(folder, FILE_BYTES);
		const results = new Map<string, RoundTripsRun[]>();
		for (const [index, name] of NAMES.entries()) {
			const own = await uploadAgainAndAgain(name, file, runs);
			results.set(name, own);
			const last = own.at(-1)?.elapsedMs ?? Number.NaN;
			report(name, `${last.toFixed(0)} ms`, (index + 1) / NAMES.length);
		}
		const note =
			`${runs} runs each in one process, after one that does not count. The emulator delays every answer, ` +
			'not the set-up of connections: each new connection would take one round trip more, and another for TLS.';
		return {
			sections: [section(`One file of 1 KiB, ${LATENCY_MS} ms`, note, COLUMNS, results)],
			goals: roundTripsGoals(results),
		};
	},
};

async function uploadAgainAndAgain(
	name: Name,
	file: BenchFile,
	repetitions: number,
): Promise<RoundTripsRun[]> {
	const emulator = await startEmulatorProcess({ store: 'hash', latencyMs: LATENCY_MS });
	try {
		const costs = await runContestant(
			{ contestant: name, ...emulator.address, warmUp: [file], files: [file], repetitions },
			{ onWarm: emulator.reset },
		);
		const { newConnections } = await emulator.stats();
		return costs.map(({ elapsedMs }) => ({
			elapsedMs,
			roundTrips: elapsedMs / LATENCY_MS,
			newConnections: newConnections / repetitions,
		}));
	} finally {
		emulator.stop();
	}
}

/** What is demanded of the shortest upload. */
export function roundTripsGoals(results: Results<RoundTripsRun>): Goal[] {
	const elapsedMs = (name: Name) => medianOf(results, name, (run) => run.elapsedMs);
	return [
		atMost(
			`1 KiB: ${ROUND_TRIPS} round trips of ${LATENCY_MS} ms and 15 %`,
			ROUND_TRIPS * LATENCY_MS * ALLOWANCE,
			inUnit('ms'),
			figuresOf(NAMES, elapsedMs),
		),
	];
}
