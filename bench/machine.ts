import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the figures depend on. */
export function describeMachine(): Record<string, string> {
	const [cpu] = cpus();
	const curl = execFileSync('curl', ['--version'], { encoding: 'utf8' }).split(' ').slice(0, 2).join(' ');
	return {
		date: new Date().toISOString().slice(0, 10),
		cpu: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
		memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
		kernel: `Linux ${release()}`,
		node: process.version,
		undici: versionOf('node_modules/undici'),
		'n8n-core': versionOf('node_modules/n8n-core'),
		'@alicloud/dingtalk': versionOf('node_modules/@alicloud/dingtalk'),
		'ali-oss': versionOf('.cache/bench/node_modules/ali-oss'),
		'@aws-sdk/lib-storage': versionOf('.cache/bench/node_modules/@aws-sdk/lib-storage'),
		curl,
	};
}

function versionOf(folder: string): string {
	const text = readFileSync(join(process.cwd(), folder, 'package.json'), 'utf8');
	return (JSON.parse(text) as { version: string }).version;
}
