import { join } from 'node:path';
import { ensureBenchFile, MIB, type BenchFile } from '../bench-files';
import { callsPerSecond } from '../figures/call-rates';
import { atLeast, atMost, figuresOf, inUnit, plain, type Goal } from '../figures/goals';
import { maxOf, medianOf, type Results } from '../figures/statistics';
import { median, medianAndRange, section, type Column } from '../report/section';
import { runOnce } from '../run-contestant';
import { startEmulatorProcess } from '../servers/server-process';
import { takeTurns } from '../turns';
import type { Scenario } from './scenario';

const FILE_BYTES = 20 * 1024;
const FILES = 1_000;
/** The sample uploads file after file, so that its speed is the same for any number. */
const SAMPLE_FILES = 100;
const QUICK_FILES = 60;
const QUICK_SAMPLE_FILES = 10;
const LATENCY_MS = 80;

/** Calls per second, app and API, that DingTalk's standard edition lets through. */
const LIMIT_PER_SECOND = 20;
/** The calls that every upload makes. */
const UPLOAD_OPERATIONS = ['init', 'query', 'commit'];

const NAMES = ['engine', 'node in n8n-core', 'official sample'] as const;
type Name = (typeof NAMES)[number];

export interface SmallFilesRun {
	readonly filesPerSecond: number;
	readonly callsPerFile: number;
	/** Of the APIs that an upload calls: the one that was called most often, and the one that was least. */
	readonly busiestCallsPerSecond: number;
	readonly quietestCallsPerSecond: number;
	readonly throttledCalls: number;
	readonly growthMib: number;
	readonly elapsedMs: number;
}

const COLUMNS: ReadonlyArray<Column<SmallFilesRun>> = [
	medianAndRange('files/s', (run) => run.filesPerSecond, 1),
	median('API calls a file', (run) => run.callsPerFile, 2),
	median('calls/s of the busiest API', (run) => run.busiestCallsPerSecond, 1),
	median('of the quietest', (run) => run.quietestCallsPerSecond, 1),
	median('throttled calls', (run) => run.throttledCalls),
	median('growth, MiB', (run) => run.growthMib),
	median('total, s', (run) => run.elapsedMs / 1000, 1),
];

/** Where the limit of 20 calls a second, app and API, is all that matters. */
export const smallFiles: Scenario = {
	name: 'small-files',
	summary: '1,000 files of 20 KiB in one execution, at 80 ms and 20 calls a second of each API',
	runs: 2,
	secondsPerRound: 150,
	secondsBefore: 2,
	async run({ folder, runs, isQuick, report }) {
		const files = await ensureFiles(folder, isQuick ? QUICK_FILES : FILES);
		const sampleFiles = files.slice(0, isQuick ? QUICK_SAMPLE_FILES : SAMPLE_FILES);
		const warmUp = await ensureBenchFile(folder, FILE_BYTES);
		const results = await takeTurns({
			names: NAMES,
			runs,
			runOnce: (name) => runAgainstLimit(name, warmUp, name === 'official sample' ? sampleFiles : files),
			onRun: (name, { filesPerSecond, throttledCalls }, share) =>
				report(name, `${filesPerSecond.toFixed(1)} files/s, ${throttledCalls} throttled`, share),
		});
		return {
			sections: [
				section(
					`Small files: ${files.length} of 20 KiB, ${LATENCY_MS} ms, ${LIMIT_PER_SECOND} calls a second of each API`,
					`${runs} runs each. The official sample uploads ${sampleFiles.length} of them: it uploads file after ` +
						'file, so that its speed does not depend on their number.',
					COLUMNS,
					results,
				),
			],
			goals: smallFilesGoals(results),
		};
	},
};

async function ensureFiles(folder: string, count: number): Promise<BenchFile[]> {
	const files: BenchFile[] = [];
	for (let number = 1; number <= count; number++) {
		files.push(await ensureBenchFile(join(folder, 'small'), FILE_BYTES, `small-${number}.bin`));
	}
	return files;
}

async function runAgainstLimit(
	name: Name,
	warmUp: BenchFile,
	files: readonly BenchFile[],
): Promise<SmallFilesRun> {
	const emulator = await startEmulatorProcess({
		store: 'hash',
		latencyMs: LATENCY_MS,
		qpsLimit: LIMIT_PER_SECOND,
	});
	try {
		const cost = await runOnce(
			{ contestant: name, ...emulator.address, warmUp: [warmUp], files },
			{ onWarm: emulator.reset },
		);
		const { calls } = await emulator.stats();
		const perSecond = callsPerSecond(calls);
		const rates = UPLOAD_OPERATIONS.map((operation) => perSecond.get(operation) ?? 0);
		const throttledCalls = calls.filter((call) => call.isThrottled).length;
		return {
			filesPerSecond: files.length / (cost.elapsedMs / 1000),
			callsPerFile: (calls.length - throttledCalls) / files.length,
			busiestCallsPerSecond: Math.max(...rates),
			quietestCallsPerSecond: Math.min(...rates),
			throttledCalls,
			growthMib: cost.growthBytes / MIB,
			elapsedMs: cost.elapsedMs,
		};
	} finally {
		emulator.stop();
	}
}

/** What is demanded of many small files. */
export function smallFilesGoals(results: Results<SmallFilesRun>): Goal[] {
	const figures = (of: (name: Name) => number) => figuresOf(['engine', 'node in n8n-core'], of);
	return [
		atMost(
			'Small files: API calls a file',
			3,
			plain,
			figures((name) => medianOf(results, name, (run) => run.callsPerFile)),
		),
		atLeast(
			'Small files: calls of each API, 90 % of what the limit allows',
			0.9 * LIMIT_PER_SECOND,
			inUnit('/s', 1),
			figures((name) => medianOf(results, name, (run) => run.quietestCallsPerSecond)),
		),
		atMost(
			'Small files: throttled calls in any run',
			0,
			plain,
			figures((name) => maxOf(results, name, (run) => run.throttledCalls)),
		),
	];
}
