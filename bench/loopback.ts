import { CONTESTANTS, type ContestantName } from './contestants';
import type { BenchFile } from './bench-files';
import { runCurl } from './curl';
import type { Cost } from './measure';
import { runContestant } from './run-contestant';
import { askSink, resetSink } from './sink-client';
import { startSinkProcess } from './start-sink';

/** One upload by one contestant. */
export interface Run {
	readonly elapsedMs: number;
	/** From the start of the upload to the first part that the sink had whole. */
	readonly firstPartMs: number;
	readonly mebibytesPerSecond: number;
	readonly cpuSecondsPerGib: number;
	readonly peakRssMib: number;
	readonly growthMib: number;
	readonly apiCalls: number;
}

export interface LoopbackOptions {
	readonly file: BenchFile;
	readonly warmUp: BenchFile;
	/** The file once more, as curl needs it: cut into parts on disk. */
	readonly parts: readonly BenchFile[];
	readonly runs: number;
	readonly tls?: { readonly keyFile: string; readonly certFile: string };
	readonly onRun: (name: string, run: Run) => void;
}

const MIB = 1024 * 1024;
const NAMES = ['curl', ...(Object.keys(CONTESTANTS) as ContestantName[])] as const;

/**
 * All contestants send the same file to the same sink, in turns: every round starts with the next one,
 * and the first round only warms the machine up.
 */
export async function compareOnLoopback(options: LoopbackOptions): Promise<Map<string, Run[]>> {
	const sink = await startSinkProcess({ tls: options.tls });
	const results = new Map<string, Run[]>(NAMES.map((name) => [name, []]));
	try {
		for (let round = 0; round <= options.runs; round++) {
			const turn = round % NAMES.length;
			for (const name of [...NAMES.slice(turn), ...NAMES.slice(0, turn)]) {
				const run = await runOnce(name, sink.url, options);
				if (round === 0) continue;
				results.get(name)?.push(run);
				options.onRun(name, run);
			}
		}
	} finally {
		sink.stop();
	}
	return results;
}

async function runOnce(name: 'curl' | ContestantName, url: string, options: LoopbackOptions): Promise<Run> {
	const { file, warmUp, parts, tls } = options;
	await resetSink(url, tls?.certFile);
	const cost: Cost =
		name === 'curl'
			? await runCurl(
					parts.map((part) => part.path),
					url,
					tls?.certFile,
				)
			: await runContestant({ contestant: name, apiUrl: url, storageUrl: url, warmUp, file }, tls?.certFile);
	const stats = await askSink(url, tls?.certFile);
	if (stats.bytes < file.sizeBytes) throw new Error(`${name} sent ${stats.bytes} of ${file.sizeBytes} bytes`);
	const gib = file.sizeBytes / MIB / 1024;
	return {
		elapsedMs: cost.elapsedMs,
		firstPartMs: stats.firstPutAtMs - cost.startedAtMs,
		mebibytesPerSecond: file.sizeBytes / MIB / (cost.elapsedMs / 1000),
		cpuSecondsPerGib: cost.cpuSeconds / gib,
		peakRssMib: cost.peakRssBytes / MIB,
		growthMib: cost.growthBytes / MIB,
		apiCalls: stats.apiCalls,
	};
}
