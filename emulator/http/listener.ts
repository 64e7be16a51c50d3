import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Only this machine may talk to the emulator. */
const LOOPBACK = '127.0.0.1';

/** Longer than any client of the tests keeps a connection idle, as real front ends do. */
const KEEP_ALIVE_TIMEOUT_MS = 60_000;

/** Handles one request to its end, whatever it throws ends the connection. */
export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** A listening HTTP server. */
export interface Listener {
	readonly url: string;
	close(): Promise<void>;
}

/** Listens on loopback. Requests that wait for `100 Continue` are handled too; reading their body sends it. */
export async function listen(port: number, handle: RequestHandler): Promise<Listener> {
	// Slow lines are simulated: the server itself sets no limit to how long a request may take.
	const server = createServer({ requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS });
	const onRequest = (req: IncomingMessage, res: ServerResponse): void => {
		// A peer that goes away is nothing to report; the handler notices when it reads or writes.
		req.on('error', () => {});
		handle(req, res).catch((error: unknown) => {
			if (!req.socket.destroyed) console.error('The emulator failed to handle a request:', error);
			req.socket.destroy();
		});
	};
	server.on('request', onRequest);
	server.on('checkContinue', onRequest);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, LOOPBACK, resolve);
	});
	return {
		url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
		close: () => close(server),
	};
}

async function close(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		// Ends stalled exchanges as well.
		server.closeAllConnections();
	});
}
