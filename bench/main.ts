/** `npm run bench`: runs the scenarios and writes bench/results. Started by scripts/bench.mjs in the project's folder. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBenchFile, type BenchFile } from './bench-files';
import { compareOnLoopback, type Run } from './loopback';
import { describeMachine } from './machine';
import { toMarkdown } from './report/markdown';
import { toSvg } from './report/svg';

const MIB = 1024 * 1024;
const FILE_MIB = 1024;
const WARM_UP_MIB = 48;
/** The engine's own part size, so that curl sends the same parts. */
const PART_MIB = 16;
const RUNS = 5;

const CACHE = join(process.cwd(), '.cache/bench');
const RESULTS = join(process.cwd(), 'bench/results');

async function main(): Promise<void> {
	const files = join(CACHE, 'files');
	const parts: BenchFile[] = [];
	for (let index = 0; index < FILE_MIB / PART_MIB; index++) {
		parts.push(await ensureBenchFile(files, PART_MIB * MIB, `part-${index}.bin`));
	}
	const options = {
		file: await ensureBenchFile(files, FILE_MIB * MIB),
		warmUp: await ensureBenchFile(files, WARM_UP_MIB * MIB),
		parts,
		runs: RUNS,
		onRun: (name: string, run: Run) =>
			console.log(`  ${name.padEnd(20)}${run.mebibytesPerSecond.toFixed(0).padStart(6)} MiB/s`),
	};

	const scenarios: Array<readonly [string, Map<string, Run[]>]> = [];
	console.log('Loopback, HTTP, 1 GiB');
	scenarios.push(['Loopback, HTTP, 1 GiB', await compareOnLoopback(options)]);
	console.log('Loopback, TLS, 1 GiB');
	scenarios.push(['Loopback, TLS, 1 GiB', await compareOnLoopback({ ...options, tls: ensureCertificate() })]);
	await report(scenarios);
}

async function report(scenarios: ReadonlyArray<readonly [string, Map<string, Run[]>]>): Promise<void> {
	const machine = describeMachine();
	const header = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`);
	const tables = scenarios.map(([title, results]) => toMarkdown(title, results));
	const markdown = [
		`# Results\n\n${RUNS} runs each after a warm-up, in turns.\n`,
		...header,
		'',
		...tables,
	].join('\n');
	const json = {
		machine,
		scenarios: scenarios.map(([title, runs]) => ({ title, runs: Object.fromEntries(runs) })),
	};
	await mkdir(RESULTS, { recursive: true });
	await writeFile(join(RESULTS, 'latest.md'), markdown);
	await writeFile(join(RESULTS, 'latest.json'), `${JSON.stringify(json, null, 2)}\n`);
	for (const [index, [title, results]] of scenarios.entries()) {
		await writeFile(join(RESULTS, `latest-${index + 1}.svg`), toSvg(title, results));
	}
	console.log(`\n${markdown}`);
}

/** A certificate for 127.0.0.1 that only these processes trust. */
function ensureCertificate(): { keyFile: string; certFile: string } {
	const keyFile = join(CACHE, 'key.pem');
	const certFile = join(CACHE, 'cert.pem');
	if (!existsSync(certFile)) {
		// ali-oss expects the name of its bucket's host, whatever address it was told.
		const names = 'subjectAltName=IP:127.0.0.1,DNS:bench.oss-cn-hangzhou.aliyuncs.com';
		const subject = ['-subj', '/CN=127.0.0.1', '-addext', names];
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
		execFileSync('openssl', ['req', '-x509', ...key, '-out', certFile, '-days', '30', ...subject], {
			stdio: 'ignore',
		});
	}
	return { keyFile, certFile };
}

main().catch((error) => {
	console.error(error instanceof Error ? error.stack : error);
	process.exitCode = 1;
});
