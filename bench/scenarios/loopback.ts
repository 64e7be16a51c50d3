import { ensureBenchFile, ensureBenchParts, ensureWarmUpFiles, MIB, type BenchFile } from '../bench-files';
import { ensureCertificate, type Certificate } from '../certificate';
import { runCurl, type CurlPart } from '../curl';
import { atLeast, atMost, inUnit, percent, plain, times, type Goal } from '../figures/goals';
import { medianOf, type Results } from '../figures/statistics';
import type { Cost } from '../measure';
import { speedBars } from '../report/chart';
import { median, medianAndRange, section, type Column } from '../report/section';
import { runOnce } from '../run-contestant';
import { startSinkProcess } from '../servers/server-process';
import { takeTurns } from '../turns';
import type { Scenario, ScenarioContext } from './scenario';

const FILE = { name: '1 GiB', mib: 1024 };
const QUICK_FILE = { name: '64 MiB', mib: 64 };
/** The engine's own part size and connections, so that curl sends the same parts in the same way. */
const PART_MIB = 16;
const CURL_CONNECTIONS = 4;

const NAMES = [
	'curl',
	'engine',
	'engine, unverified',
	'node in n8n-core',
	'official sample',
	'n8n HTTP Request',
	'ali-oss',
	'lib-storage',
] as const;
type Name = (typeof NAMES)[number];

export interface LoopbackRun {
	readonly mebibytesPerSecond: number;
	readonly cpuSecondsPerGib: number;
	readonly peakRssMib: number;
	readonly growthMib: number;
	readonly apiCalls: number;
	/** From the start of the upload to the first part that the sink had whole. */
	readonly firstPartMs: number;
	readonly elapsedMs: number;
}

const COLUMNS: ReadonlyArray<Column<LoopbackRun>> = [
	medianAndRange('MiB/s', (run) => run.mebibytesPerSecond),
	median('CPU s/GiB', (run) => run.cpuSecondsPerGib, 2),
	median('peak RSS, MiB', (run) => run.peakRssMib),
	median('growth, MiB', (run) => run.growthMib),
	median('API calls', (run) => run.apiCalls),
	median('first part, ms', (run) => run.firstPartMs),
	median('total, ms', (run) => run.elapsedMs),
];

/** Without a line in between: what each contestant costs, and where its own speed ends. */
export const loopback: Scenario = {
	name: 'loopback',
	summary: '1 GiB over HTTP and over TLS, against every contestant',
	runs: 5,
	secondsPerRound: 90,
	secondsBefore: 5,
	async run(context) {
		const size = context.isQuick ? QUICK_FILE : FILE;
		const files = await prepareFiles(context.folder, size.mib);
		const tls = ensureCertificate(context.folder);
		const http = await compare(files, context, undefined, (share) => share / 2);
		const https = await compare(files, context, tls, (share) => 0.5 + share / 2);
		const title = (protocol: string) => `Loopback, ${protocol}, ${size.name}`;
		const note = `${context.runs} runs each.`;
		return {
			sections: [section(title('HTTP'), note, COLUMNS, http), section(title('TLS'), note, COLUMNS, https)],
			goals: loopbackGoals(http, https),
			charts: [{ title: `${size.name} over loopback HTTP`, bars: speedBars(http) }],
		};
	},
};

interface Files {
	readonly file: BenchFile;
	readonly warmUp: readonly [BenchFile, BenchFile];
	/** The file once more, as curl needs it: cut into parts on disk. */
	readonly parts: readonly BenchFile[];
}

async function prepareFiles(folder: string, sizeMib: number): Promise<Files> {
	return {
		file: await ensureBenchFile(folder, sizeMib * MIB),
		warmUp: await ensureWarmUpFiles(folder),
		parts: await ensureBenchParts(folder, sizeMib * MIB, PART_MIB * MIB),
	};
}

async function compare(
	{ file, warmUp, parts }: Files,
	{ runs, report }: ScenarioContext,
	tls: Certificate | undefined,
	shareOfScenario: (share: number) => number,
): Promise<Results<LoopbackRun>> {
	const sink = await startSinkProcess({ tls });
	const url = sink.address;
	const caFile = tls?.certFile;
	const curlParts: CurlPart[] = parts.map(({ path }, index) => ({
		path,
		url: `${url}/part?partNumber=${index + 1}`,
	}));

	const upload = async (name: Name): Promise<Cost> => {
		if (name !== 'curl') {
			const task = { contestant: name, apiUrl: url, storageUrl: url, warmUp, files: [file] };
			return await runOnce(task, { caFile, onWarm: sink.reset });
		}
		await sink.reset();
		return await runCurl(curlParts, { connections: CURL_CONNECTIONS, caFile });
	};
	const run = async (name: Name): Promise<LoopbackRun> => {
		const cost = await upload(name);
		const stats = await sink.stats();
		if (stats.bytes < file.sizeBytes) {
			throw new Error(`${name} sent ${stats.bytes} of ${file.sizeBytes} bytes`);
		}
		return {
			mebibytesPerSecond: file.sizeBytes / MIB / (cost.elapsedMs / 1000),
			cpuSecondsPerGib: cost.cpuSeconds / (file.sizeBytes / MIB / 1024),
			peakRssMib: cost.peakRssBytes / MIB,
			growthMib: cost.growthBytes / MIB,
			apiCalls: stats.apiCalls,
			firstPartMs: stats.firstPutAtMs - cost.startedAtMs,
			elapsedMs: cost.elapsedMs,
		};
	};
	try {
		return await takeTurns({
			names: NAMES,
			runs,
			runOnce: run,
			onRun: (name, { mebibytesPerSecond }, share) =>
				report(name, `${mebibytesPerSecond.toFixed(0)} MiB/s`, shareOfScenario(share)),
		});
	} finally {
		sink.stop();
	}
}

/** What is demanded of 1 GiB over loopback. */
export function loopbackGoals(http: Results<LoopbackRun>, tls: Results<LoopbackRun>): Goal[] {
	const speed = (results: Results<LoopbackRun>, name: Name) =>
		medianOf(results, name, (run) => run.mebibytesPerSecond);
	const ratio = (results: Results<LoopbackRun>, name: Name, to: Name) =>
		speed(results, name) / speed(results, to);
	const growth = (name: Name) => medianOf(http, name, (run) => run.growthMib);
	const calls = (name: Name) => medianOf(http, name, (run) => run.apiCalls);

	const againstCurl = (protocol: string, results: Results<LoopbackRun>) => [
		atLeast(`${protocol}: unverified, against curl`, 1, times, {
			'engine, unverified': ratio(results, 'engine, unverified', 'curl'),
		}),
		atLeast(`${protocol}: verified`, 300, inUnit('MiB/s'), { engine: speed(results, 'engine') }),
		atLeast(`${protocol}: verified, against curl`, 0.5, times, {
			engine: ratio(results, 'engine', 'curl'),
		}),
	];
	const againstLibrary = (library: 'ali-oss' | 'lib-storage') => [
		atLeast(
			`HTTP: throughput against ${library}`,
			1.3,
			times,
			{ engine: ratio(http, 'engine', library) },
			{ 'engine, unverified': ratio(http, 'engine, unverified', library) },
		),
		atMost(`HTTP: growth of memory against ${library}`, 0.5, times, {
			engine: growth('engine') / growth(library),
		}),
	];
	return [
		...againstCurl('HTTP', http),
		...againstCurl('TLS', tls),
		atLeast(
			'HTTP: throughput against the official sample, which compares nothing',
			5,
			times,
			{ 'engine, unverified': ratio(http, 'engine, unverified', 'official sample') },
			{
				engine: ratio(http, 'engine', 'official sample'),
				'over TLS, unverified': ratio(tls, 'engine, unverified', 'official sample'),
			},
		),
		...againstLibrary('ali-oss'),
		...againstLibrary('lib-storage'),
		atLeast(
			'HTTP: the node in n8n against the engine alone',
			0.9,
			percent,
			{ 'node in n8n-core': ratio(http, 'node in n8n-core', 'engine') },
			{ 'over TLS': ratio(tls, 'node in n8n-core', 'engine') },
		),
		atMost('API calls for 1 GiB', 5, plain, {
			engine: calls('engine'),
			'node in n8n-core': calls('node in n8n-core'),
		}),
	];
}
