import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import type { PrivateCa } from './private-ca';

/** A server that counts who came. */
export interface CountingServer {
	/** Host and port. */
	readonly host: string;
	/** Connections so far. */
	connections(): number;
	close(): Promise<void>;
}

/** Takes TLS off and hands on what is in it: an https face for a server that speaks http. */
export async function startTlsFront(url: string, { key, cert }: PrivateCa): Promise<CountingServer> {
	const { hostname, port } = new URL(url);
	const server = tls.createServer({ key, cert }, (socket) => {
		const onward = connect(Number(port), hostname);
		socket.on('error', () => onward.destroy()).pipe(onward);
		onward.on('error', () => socket.destroy()).pipe(socket);
	});
	return await listen(server, '127.0.0.1');
}

/** A server at an address that nobody may reach. */
export async function startForbidden(address = '127.0.0.1'): Promise<CountingServer> {
	return await listen(createServer(), address);
}

async function listen(server: Server, address: string): Promise<CountingServer> {
	const sockets: Socket[] = [];
	server.on('connection', (socket: Socket) => {
		sockets.push(socket.on('error', () => {}));
	});
	server.listen(0, address);
	await once(server, 'listening');
	const { port, family } = server.address() as AddressInfo;
	return {
		host: `${family === 'IPv6' ? `[${address}]` : address}:${port}`,
		connections: () => sockets.length,
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
