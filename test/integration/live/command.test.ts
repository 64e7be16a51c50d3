import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Emulator, EmulatorOptions } from '../../../emulator';
import { findLeaks } from '../../support/find-leaks';
import { startTestEmulator } from '../../support/start-emulator';
import { accountIn, NAMES_BEFORE, namesInSpace, valuesToHide } from './live-lab';

/** `npm run live` as a program of its own, against an emulator that stands for DingTalk. */
const ROOT = path.resolve(__dirname, '../../..');

let dingtalk: Emulator;
let child: ChildProcess | undefined;

async function start(options: EmulatorOptions = {}): Promise<void> {
	dingtalk = await startTestEmulator(options);
}

afterEach(async () => {
	child?.kill('SIGKILL');
	await dingtalk.close();
});

/** Runs the command to its end. */
async function live(settings: Readonly<Record<string, string>>) {
	const started = spawn(process.execPath, [path.join(ROOT, 'scripts/live.mjs')], {
		cwd: ROOT,
		env: { ...process.env, ...settings },
	});
	child = started;
	let output = '';
	for (const stream of [started.stdout, started.stderr]) {
		stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
	}
	const [code] = (await once(started, 'close')) as [number | null];
	return { code, output };
}

function environment(): Record<string, string> {
	const { clientId, clientSecret, unionId, spaceId, apiBaseUrl } = accountIn(dingtalk);
	return {
		DINGTALK_CLIENT_ID: clientId,
		DINGTALK_CLIENT_SECRET: clientSecret,
		DINGTALK_UNION_ID: unionId,
		DINGTALK_SPACE_ID: spaceId,
		DINGTALK_API_BASE_URL: apiBaseUrl,
	};
}

it('asks, compares and cleans up', async () => {
	await start({ switches: { repeatedCommit: 'duplicate' } });
	const { code, output } = await live(environment());
	expect(output).toContain('{"repeatedCommit":"duplicate"}');
	expect(output).toMatch(/API calls made: \d+ of \d+\./);
	expect(code).toBe(0);
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
	expect(findLeaks(output, valuesToHide(dingtalk))).toEqual([]);
});

it('says what it has to be told', async () => {
	await start();
	const { code, output } = await live({ ...environment(), DINGTALK_SPACE_ID: '' });
	expect(output).toContain('Missing: DINGTALK_SPACE_ID.');
	expect(code).toBe(1);
	expect(dingtalk.calls()).toEqual([]);
});

it.each<[what: string, stop: (child: ChildProcess) => void]>([
	['Ctrl+C', (running) => running.kill('SIGINT')],
	// As npm does it.
	[
		'Ctrl+C that comes twice',
		(running) => (['SIGINT', 'SIGTERM'] as const).forEach((name) => running.kill(name)),
	],
	['the end of the terminal', (running) => running.kill('SIGHUP')],
	['the end of whoever reads its output', (running) => running.stdout?.destroy()],
])('cleans up after %s', async (_, stop) => {
	await start({
		onCall({ operation }) {
			if (operation === 'commit' && child) stop(child);
		},
	});
	expect((await live(environment())).code).toBe(1);
	// A reader that is gone shows with the next line, when the next question is on its way; all of them make some thirty.
	expect(dingtalk.calls({ operation: 'commit' }).length).toBeLessThan(5);
	expect(await namesInSpace(dingtalk)).toEqual(NAMES_BEFORE);
});
