import { DEFAULTS } from '../../lib/upload';
import { ensureBenchFile, ensureWarmUpFiles, MIB, type BenchFile } from '../bench-files';
import { atMost, figuresOf, percent, type Goal } from '../figures/goals';
import { medianOf, type Results } from '../figures/statistics';
import { median, section, type Column } from '../report/section';
import { runOnce } from '../run-contestant';
import { startSinkProcess, type SinkProcess } from '../servers/server-process';
import { takeTurns } from '../turns';
import type { Scenario } from './scenario';

const SIZES = { '64 MiB': 64, '1 GiB': 1024, '8 GiB': 8192 } as const;
const QUICK_SIZES = { '64 MiB': 64, '1 GiB': 128, '8 GiB': 256 } as const;

const CONTESTANTS = ['engine', 'engine, from a stream', 'node in n8n-core'] as const;
type Contestant = (typeof CONTESTANTS)[number];
type Size = keyof typeof SIZES;
type Name = `${Contestant}, ${Size}`;

/** What an upload may need besides its part buffers: sockets, slices in flight, garbage not yet collected. */
const ALLOWANCE_MIB = 32;

export interface MemoryRun {
	readonly growthMib: number;
	readonly peakRssMib: number;
	/** As the server saw it. */
	readonly partSizeMib: number;
	/** As many as the engine allows itself from the start, or as the server saw where these were more. */
	readonly partsInFlight: number;
	/** Part size × (parts in flight + 1), and the allowance. */
	readonly boundMib: number;
}

const COLUMNS: ReadonlyArray<Column<MemoryRun>> = [
	median('growth, MiB', (run) => run.growthMib),
	median('peak RSS, MiB', (run) => run.peakRssMib),
	median('part size, MiB', (run) => run.partSizeMib),
	median('parts in flight', (run) => run.partsInFlight),
	median('bound of the growth, MiB', (run) => run.boundMib),
];

/** Whether memory depends on the file's size. */
export const memory: Scenario = {
	name: 'memory',
	summary: '64 MiB, 1 GiB and 8 GiB, from a file, from a stream and in n8n (20 GB of disk)',
	runs: 2,
	secondsPerRound: 120,
	secondsBefore: 30,
	async run({ folder, runs, isQuick, report }) {
		const sizes = isQuick ? QUICK_SIZES : SIZES;
		const warmUp = await ensureWarmUpFiles(folder);
		const tasks = new Map<Name, { contestant: Contestant; file: BenchFile }>();
		for (const size of Object.keys(SIZES) as Size[]) {
			const file = await ensureBenchFile(folder, sizes[size] * MIB);
			for (const contestant of CONTESTANTS) tasks.set(`${contestant}, ${size}`, { contestant, file });
		}
		const sink = await startSinkProcess({});
		const run = async (name: Name) => {
			const task = tasks.get(name);
			if (!task) throw new Error(`Nobody knows ${name}`);
			return await uploadOnce(sink, task.contestant, warmUp, task.file);
		};
		try {
			const results = await takeTurns({
				names: [...tasks.keys()],
				runs,
				runOnce: run,
				onRun: (name, { growthMib }, share) => report(name, `grew by ${growthMib.toFixed(0)} MiB`, share),
			});
			const note = `${runs} runs each, over loopback HTTP. The bound is part size × (parts in flight + 1) + ${ALLOWANCE_MIB} MiB.`;
			return {
				sections: [section('Memory by file size', note, COLUMNS, results)],
				goals: memoryGoals(results),
			};
		} finally {
			sink.stop();
		}
	},
};

async function uploadOnce(
	sink: SinkProcess,
	contestant: Contestant,
	warmUp: readonly [BenchFile, BenchFile],
	file: BenchFile,
): Promise<MemoryRun> {
	const url = sink.address;
	const task = { contestant, apiUrl: url, storageUrl: url, warmUp, files: [file] };
	const cost = await runOnce(task, { onWarm: sink.reset });
	const { bytes, largestPutBytes, peakPutsInFlight } = await sink.stats();
	if (bytes < file.sizeBytes) throw new Error(`${contestant} sent ${bytes} of ${file.sizeBytes} bytes`);
	const partSizeMib = largestPutBytes / MIB;
	const partsInFlight = Math.max(DEFAULTS.partsInFlight.start, peakPutsInFlight);
	return {
		growthMib: cost.growthBytes / MIB,
		peakRssMib: cost.peakRssBytes / MIB,
		partSizeMib,
		partsInFlight,
		boundMib: partSizeMib * (partsInFlight + 1) + ALLOWANCE_MIB,
	};
}

/** What is demanded of memory. */
export function memoryGoals(results: Results<MemoryRun>): Goal[] {
	const figures = (of: (contestant: Contestant) => number) => figuresOf(CONTESTANTS, of);
	const sizes = Object.keys(SIZES) as Size[];
	const shareOfBound = (contestant: Contestant, size: Size) =>
		medianOf(results, `${contestant}, ${size}`, (run) => run.growthMib / run.boundMib);
	const difference = (contestant: Contestant, pick: (run: MemoryRun) => number) => {
		const of = (size: Size) => medianOf(results, `${contestant}, ${size}`, pick);
		return Math.abs(of('8 GiB') / of('64 MiB') - 1);
	};
	const growths = CONTESTANTS.map((contestant) => [
		`growth, ${contestant}`,
		difference(contestant, (run) => run.growthMib),
	]);
	return [
		atMost(
			`Memory: growth, as a share of part size × (parts in flight + 1) + ${ALLOWANCE_MIB} MiB`,
			1,
			percent,
			figures((contestant) => Math.max(...sizes.map((size) => shareOfBound(contestant, size)))),
		),
		atMost(
			'Memory: how far the peak with 8 GiB is from that with 64 MiB',
			0.1,
			percent,
			figures((contestant) => difference(contestant, (run) => run.peakRssMib)),
			Object.fromEntries(growths),
		),
	];
}
