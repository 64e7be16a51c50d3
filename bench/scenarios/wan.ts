import { ensureBenchFile, ensureBenchParts, MIB, type BenchFile } from '../bench-files';
import { connectToDingTalk } from '../contestants/dingtalk';
import { runCurl, type CurlPart } from '../curl';
import { atLeast, figuresOf, percent, times, type Goal } from '../figures/goals';
import { middleHalfBytesPerSecond } from '../figures/link-use';
import { medianOf, type Results } from '../figures/statistics';
import type { Cost } from '../measure';
import { speedBars } from '../report/chart';
import { median, medianAndRange, section, type Column } from '../report/section';
import { runOnce } from '../run-contestant';
import { startEmulatorProcess, type EmulatorProcess } from '../servers/server-process';
import { takeTurns } from '../turns';
import type { Scenario } from './scenario';

const FILE_MIB = 256;
/** The sample sends part after part, so that its speed is the same for any size. */
const SAMPLE_FILE_MIB = 32;
const QUICK_FILE_MIB = 64;
const QUICK_SAMPLE_FILE_MIB = 2;
/** One part: it logs in and connects, and tells nobody how fast the line is. */
const WARM_UP_MIB = 1;
const PART_MIB = 16;

const LATENCY_MS = 80;
const CONNECTION_MIB_PER_SECOND = 4;
const LINE_MIB_PER_SECOND = 32;

const NAMES = ['curl', 'engine', 'node in n8n-core', 'official sample'] as const;
type Name = (typeof NAMES)[number];

export interface WanRun {
	readonly mebibytesPerSecond: number;
	/** Share of the line that the middle half of the file took. */
	readonly lineUse: number;
	readonly peakPartsInFlight: number;
	readonly apiCalls: number;
	readonly cpuSeconds: number;
	readonly growthMib: number;
	readonly elapsedMs: number;
	/** Processor time of the emulator for each second: at 1, the emulator would be the bottleneck. */
	readonly serverLoad: number;
}

const COLUMNS: ReadonlyArray<Column<WanRun>> = [
	medianAndRange('MiB/s', (run) => run.mebibytesPerSecond, 1),
	median('use of the line, middle half, %', (run) => run.lineUse * 100, 1),
	median('parts in flight', (run) => run.peakPartsInFlight),
	median('API calls', (run) => run.apiCalls),
	median('CPU s', (run) => run.cpuSeconds, 2),
	median('growth, MiB', (run) => run.growthMib),
	median('total, s', (run) => run.elapsedMs / 1000, 1),
	median('CPU of the emulator, %', (run) => run.serverLoad * 100),
];

/** A line such as one from another city: how much of it is used. */
export const wan: Scenario = {
	name: 'wan',
	summary: '256 MiB over a line of 80 ms, 4 MiB/s a connection and 32 MiB/s in total',
	runs: 3,
	secondsPerRound: 55,
	secondsBefore: 2,
	async run({ folder, runs, isQuick, report }) {
		const ensure = async (sizeMib: number) => await ensureBenchFile(folder, sizeMib * MIB);
		const sizeMib = isQuick ? QUICK_FILE_MIB : FILE_MIB;
		const sampleMib = isQuick ? QUICK_SAMPLE_FILE_MIB : SAMPLE_FILE_MIB;
		const files = {
			file: await ensure(sizeMib),
			sampleFile: await ensure(sampleMib),
			warmUp: await ensure(WARM_UP_MIB),
			parts: await ensureBenchParts(folder, sizeMib * MIB, PART_MIB * MIB),
		};
		const results = await takeTurns({
			names: NAMES,
			runs,
			runOnce: (name) => runOverLine(name, files),
			onRun: (name, { mebibytesPerSecond, lineUse }, share) =>
				report(name, `${mebibytesPerSecond.toFixed(1)} MiB/s, ${(lineUse * 100).toFixed(0)} %`, share),
		});
		const line = `${LATENCY_MS} ms, ${CONNECTION_MIB_PER_SECOND} MiB/s a connection, ${LINE_MIB_PER_SECOND} MiB/s in total`;
		return {
			sections: [
				section(
					`WAN: ${line}, ${sizeMib} MiB`,
					`${runs} runs each. The official sample sends ${sampleMib} MiB: it sends part after part, so that ` +
						'its speed does not depend on the size. curl got its signed addresses before.',
					COLUMNS,
					results,
				),
			],
			goals: wanGoals(results),
			charts: [
				{
					title: `Over a line of ${line}`,
					bars: speedBars(results),
					ceiling: { value: LINE_MIB_PER_SECOND, label: 'the line' },
				},
			],
		};
	},
};

interface Files {
	readonly file: BenchFile;
	readonly sampleFile: BenchFile;
	readonly warmUp: BenchFile;
	readonly parts: readonly BenchFile[];
}

async function runOverLine(name: Name, files: Files): Promise<WanRun> {
	const emulator = await startEmulatorProcess({
		store: 'hash',
		latencyMs: LATENCY_MS,
		bytesPerSecondPerConnection: CONNECTION_MIB_PER_SECOND * MIB,
		bytesPerSecondTotal: LINE_MIB_PER_SECOND * MIB,
	});
	try {
		const file = name === 'official sample' ? files.sampleFile : files.file;
		const cost =
			name === 'curl'
				? await uploadWithCurl(emulator, files.parts)
				: await runOnce(
						{ contestant: name, ...emulator.address, warmUp: [files.warmUp], files: [file] },
						{ onWarm: emulator.reset },
					);
		const stats = await emulator.stats();
		const seconds = cost.elapsedMs / 1000;
		const middleHalf = middleHalfBytesPerSecond(stats.samples, file.sizeBytes);
		return {
			mebibytesPerSecond: file.sizeBytes / MIB / seconds,
			lineUse: middleHalf / (LINE_MIB_PER_SECOND * MIB),
			peakPartsInFlight: stats.peakPartsInFlight,
			apiCalls: stats.calls.length,
			cpuSeconds: cost.cpuSeconds,
			growthMib: cost.growthBytes / MIB,
			elapsedMs: cost.elapsedMs,
			serverLoad: stats.cpuSeconds / seconds,
		};
	} finally {
		emulator.stop();
	}
}

/** As many connections as fill the line. */
async function uploadWithCurl(emulator: EmulatorProcess, parts: readonly BenchFile[]): Promise<Cost> {
	const dingtalk = connectToDingTalk(emulator.address.apiUrl);
	const session = dingtalk.sessionFor('curl.bin');
	const { signal } = new AbortController();
	const uploadKey = await session.open(parts.length * PART_MIB * MIB, signal);
	const numbers = parts.map((_, index) => index + 1);
	const signed = await session.signParts(uploadKey, numbers, signal);
	await dingtalk.close();
	const curlParts: CurlPart[] = signed.map(({ partNumber, resourceUrls, headers }) => ({
		path: parts[partNumber - 1]?.path ?? '',
		url: resourceUrls[0] ?? '',
		headers,
	}));
	await emulator.reset();
	return await runCurl(curlParts, { connections: LINE_MIB_PER_SECOND / CONNECTION_MIB_PER_SECOND });
}

/** What is demanded over the line. */
export function wanGoals(results: Results<WanRun>): Goal[] {
	const figures = (of: (name: Name) => number) => figuresOf(['engine', 'node in n8n-core'], of);
	const speed = (name: Name) => medianOf(results, name, (run) => run.mebibytesPerSecond);
	const lineUse = (name: Name) => medianOf(results, name, (run) => run.lineUse);
	return [
		atLeast(
			'WAN: throughput against the official sample',
			10,
			times,
			figures((name) => speed(name) / speed('official sample')),
		),
		atLeast('WAN: use of the line once started', 0.95, percent, figures(lineUse), {
			curl: lineUse('curl'),
		}),
	];
}
