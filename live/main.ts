/** `npm run live`: asks the real DingTalk what its documentation leaves open. Started by scripts/live.mjs. */
import { sharedPacer } from '../lib/dingtalk';
import { PROBES } from './probes';
import { describeResult, isComplete } from './report';
import { runLive } from './run-live';
import { readSettings, USAGE } from './settings';
import { realTempo } from './tempo';

async function main(args: readonly string[]): Promise<boolean> {
	if (args.includes('--help')) {
		console.log(USAGE);
		return true;
	}
	const account = readSettings(process.env);
	const tempo = realTempo(sharedPacer(account.apiBaseUrl, account.clientId));
	const result = await runLive({ account, probes: PROBES, tempo, signal: stopSignal(), log: console.log });
	console.log(`\n${describeResult(result)}`);
	return isComplete(result);
}

/** npm hands Ctrl+C on to a program that has had it from the terminal too. */
const SAME_SIGNAL_MS = 1_000;

/** Fires with the first Ctrl+C; the second one does not wait until everything is removed. */
function stopSignal(): AbortSignal {
	const controller = new AbortController();
	let stoppedAtMs = Infinity;
	const stop = () => {
		if (performance.now() - stoppedAtMs > SAME_SIGNAL_MS) process.exit(1);
		if (controller.signal.aborted) return;
		stoppedAtMs = performance.now();
		console.log('Stopping, and removing what was made. Once more ends at once.');
		controller.abort();
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
	// A reader that is gone, such as `head`, would end the process before anything is removed.
	process.stdout.on('error', () => controller.abort());
	return controller.signal;
}

main(process.argv.slice(2)).then(
	(isOk) => (process.exitCode = isOk ? 0 : 1),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	},
);
