import { readOptions, USAGE } from './cli-options';
import type { Emulator } from './emulator';
import type { RecordedCall } from './http/call-log';
import { DEMO } from './seed';
import { startEmulator } from './start-emulator';

/** The emulator as a program: says where it listens and runs until it is told to stop. */
async function main(args: string[]): Promise<void> {
	const { asJson, wantsHelp, options } = readOptions(args);
	if (wantsHelp) return console.log(USAGE);
	const emulator = await startEmulator(asJson ? options : { ...options, onCall: report });
	console.log(asJson ? JSON.stringify(addresses(emulator)) : welcome(emulator));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
}

function addresses(emulator: Emulator) {
	return {
		apiBaseUrl: emulator.apiUrl,
		legacyApiBaseUrl: emulator.legacyApiUrl,
		storageBaseUrl: emulator.storageUrl,
		demo: DEMO,
	};
}

function welcome(emulator: Emulator): string {
	return [
		'The DingTalk emulator is running. Ctrl+C ends it.',
		'',
		'In the DingTalk API credential choose Host "Custom" and enter:',
		'',
		`  API Base URL         ${emulator.apiUrl}`,
		`  Legacy API Base URL  ${emulator.legacyApiUrl}`,
		`  Client ID            ${DEMO.clientId}`,
		`  Client Secret        ${DEMO.clientSecret}`,
		`  Union ID             ${DEMO.unionId}  (user ID ${DEMO.userId}, mobile ${DEMO.mobile})`,
		'',
		`Upload to space ${DEMO.spaceId} (${DEMO.spaceName}), folder 0 for its root.`,
		`Object storage listens on ${emulator.storageUrl}.`,
		`Stored files:  curl ${emulator.apiUrl}/_emulator/files`,
		`Approvals:     curl ${emulator.apiUrl}/_emulator/process-instances`,
	].join('\n');
}

/** One line per call; a call the emulator does not know is an error of its caller or a gap of the emulator. */
function report(call: RecordedCall): void {
	if (call.operation === 'unknown') return console.error(`unknown route: ${call.method} ${call.path}`);
	const part = call.partNumber === undefined ? '' : ` part ${call.partNumber}`;
	console.log(`${call.operation}${part} ${call.status || 'no answer'} ${call.errorCode ?? ''}`.trimEnd());
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
