import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Cost } from './measure';

const SAMPLE_EVERY_MS = 10;

/** For each part; no run takes as long as that altogether. */
const MAX_SECONDS = 600;

/** A part that lies on disk as a file of its own. */
export interface CurlPart {
	readonly path: string;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface CurlOptions {
	readonly connections: number;
	/** A certificate to trust. */
	readonly caFile?: string | undefined;
}

/** The floor: curl PUTs the parts of a file. It reads no answers and checks nothing. */
export async function runCurl(
	parts: readonly CurlPart[],
	{ connections, caFile }: CurlOptions,
): Promise<Cost> {
	const args = [
		...[
			'--parallel',
			'--parallel-immediate',
			'--parallel-max',
			String(connections),
			'--silent',
			'--fail-early',
		],
		...parts.flatMap(({ path, url, headers = {} }, index) => [
			...(index > 0 ? ['--next', '--silent'] : []),
			...(caFile === undefined ? [] : ['--cacert', caFile]),
			...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
			...['--max-time', String(MAX_SECONDS), '--fail', '--upload-file', path, '--output', '/dev/null', url],
		]),
	];
	// The shell's own clock tells what its child used; Node tells only what Node itself did.
	const script = 'TIMEFORMAT="%U %S"; time curl "$@"';
	const startedAtMs = Date.now();
	const started = performance.now();
	const child = spawn('bash', ['-c', script, 'bash', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
	let printed = '';
	child.stderr.on('data', (chunk) => (printed += String(chunk)));
	const peak = samplePeakRss(child.pid ?? 0);
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	const elapsedMs = performance.now() - started;
	const peakRssBytes = peak.stop();
	if (code !== 0) throw new Error(`curl ended with ${code}: ${printed.slice(-500)}`);
	const [user = 0, system = 0] = (printed.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
	return { startedAtMs, elapsedMs, cpuSeconds: user + system, peakRssBytes, growthBytes: peakRssBytes };
}

/** The largest peak that any child of the shell reported. */
function samplePeakRss(shellPid: number): { stop(): number } {
	let peak = 0;
	const sample = async () => {
		const children = await readFile(`/proc/${shellPid}/task/${shellPid}/children`, 'utf8').catch(() => '');
		for (const pid of children.split(' ').filter(Boolean)) {
			const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
			peak = Math.max(peak, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
		}
	};
	const timer = setInterval(() => void sample(), SAMPLE_EVERY_MS);
	return {
		stop() {
			clearInterval(timer);
			return peak;
		},
	};
}
