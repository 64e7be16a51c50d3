import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Emulator } from '../emulator';
import type { Fault } from '../faults/fault';
import { requestUrl } from '../http/exchange';
import { readText } from '../http/read-body';
import { applySwitches, type Switches } from '../switches';

/** Paths below this one steer the emulator itself; DingTalk has nothing like them. */
export const CONTROL_PATH = '/_emulator/';

type ControlAction = (emulator: Emulator, body: unknown) => unknown;

/** What can be asked and done from outside the process, by method and path. */
const ACTIONS: Readonly<Record<string, ControlAction>> = {
	'GET files': (emulator) => emulator.files(),
	'GET calls': (emulator) => emulator.calls(),
	'GET process-instances': (emulator) => emulator.processInstances(),
	'GET faults': (emulator) => emulator.faults.unconsumed(),
	'GET state': (emulator) => ({
		files: emulator.files(),
		uploads: emulator.uploads(),
		switches: emulator.switches,
	}),
	'POST faults': (emulator, body) =>
		emulator.faults.add(...((Array.isArray(body) ? body : [body]) as Fault[])),
	'POST switches': (emulator, body) => applySwitches(emulator.switches, body as Partial<Switches>),
	'POST advance-clock': (emulator, body) => emulator.advanceClock((body as { ms: number }).ms),
	'POST expire-tokens': (emulator) => emulator.expireTokens(),
	'POST reset': (emulator) => emulator.reset(),
};

const FILE_CONTENT = /^GET files\/([^/]+)\/content$/;

/** Answers a request to the control routes: 200 with JSON, 400 with the reason, or 404. */
export async function handleControlRequest(
	req: IncomingMessage,
	res: ServerResponse,
	emulator: Emulator,
): Promise<void> {
	const route = `${req.method} ${requestUrl(req).pathname.slice(CONTROL_PATH.length)}`;
	const text = await readText(req, res);
	const [, fileId] = FILE_CONTENT.exec(route) ?? [];
	try {
		if (fileId !== undefined) return await pipeline(emulator.openFile(decodeURIComponent(fileId)), res);
		const action = ACTIONS[route];
		if (!action) return send(res, 404, { error: `The emulator has no control route "${route}".` });
		send(res, 200, action(emulator, text === '' ? undefined : JSON.parse(text)) ?? {});
	} catch (error) {
		if (res.headersSent) throw error;
		send(res, 400, { error: error instanceof Error ? error.message : String(error) });
	}
}

function send(res: ServerResponse, status: number, value: unknown): void {
	res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
