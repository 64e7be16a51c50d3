import { createServer as createTlsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Signed by itself for 127.0.0.1, good until 2126. It protects nothing: the key is public. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnTCCAUKgAwIBAgIUFAH7ZSW6USOAz1cjvNBZal78e+AwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPc3RvcmFnZS5pbnZhbGlkMCAXDTI2MTEyMjIyMjMxNVoYDzIx
MjYxMDI5MjIyMzE1WjAaMRgwFgYDVQQDDA9zdG9yYWdlLmludmFsaWQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAREF6Q1o4Jhl3emIdZYBKiVU/ygjXL6bL4uCZmn
FRiHsi6wc5maD6hh+VtXOOqTe0f2TSJExxS1L3poXLP0+bkHo2QwYjAdBgNVHQ4E
FgQUw967FjozHWEt3kmUDung05/yAOUwHwYDVR0jBBgwFoAUw967FjozHWEt3kmU
Dung05/yAOUwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqG
SM49BAMCA0kAMEYCIQDQyWLlRUtxDhKrh01bOTDC9GTHmtZIZ4feGm8apjsTrgIh
ANzrsfVI50CkeoikuB0W0owDPXQyDvZWSOm1olA+TF/a
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHTR9/rYhKpREIYmV
FTDqkCih0+olWFQKK6BuMQy4YZ2hRANCAAREF6Q1o4Jhl3emIdZYBKiVU/ygjXL6
bL4uCZmnFRiHsi6wc5maD6hh+VtXOOqTe0f2TSJExxS1L3poXLP0+bkH
-----END PRIVATE KEY-----`;

/** A server that no client should send anything to. */
export interface UntrustedServer {
	readonly port: number;
	/** What arrived in spite of that: requests, or bytes where it speaks no HTTP. */
	readonly received: string[];
	close(): Promise<void>;
}

export interface SilentServer {
	readonly port: number;
	/** How many are open. */
	readonly connections: () => number;
	close(): Promise<void>;
}

/** Speaks HTTPS with a certificate that nobody has signed. */
export async function startSelfSigned(): Promise<UntrustedServer> {
	const received: string[] = [];
	const server = createTlsServer({ cert: CERTIFICATE, key: KEY }, (req, res) => {
		received.push(`${req.method} ${req.url}`);
		res.end();
	});
	return await listen(server, received);
}

/** Answers whatever comes with a line of text, also a TLS handshake. */
export async function startPlainText(): Promise<UntrustedServer> {
	const server = createServer((socket) => {
		socket.on('error', () => {}).resume();
		socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
	});
	return await listen(server, []);
}

/** Takes connections and says nothing, as a host behind a broken firewall. */
export async function startSilent(): Promise<SilentServer> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {}).once('close', () => sockets.delete(socket));
		socket.resume();
	});
	const { port, close } = await listen(server, []);
	return {
		port,
		connections: () => sockets.size,
		async close() {
			for (const socket of sockets) socket.destroy();
			await close();
		},
	};
}

async function listen(server: Server, received: string[]): Promise<UntrustedServer> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		received,
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
