import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { shareStorageClient, type StorageClient } from '../../../lib/upload';
import { eventually } from '../../support/eventually';

const NEVER = new AbortController().signal;
const LIMIT = 2;

let server: Server;
let open: Set<Socket>;
let connections: number;

beforeEach(async () => {
	open = new Set();
	connections = 0;
	server = createServer((request, response) => void request.resume().on('end', () => response.end()));
	server.on('connection', (socket) => {
		connections += 1;
		open.add(socket);
		socket.once('close', () => open.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const share = (key = 'test') => shareStorageClient(key, { maxConnections: LIMIT, allowHttp: true });

async function* bytes(): AsyncGenerator<Uint8Array> {
	yield Buffer.from('hello');
}

const put = async (client: StorageClient) =>
	await client.withConnection(NEVER, async () =>
		client.put({
			resourceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/object`,
			headers: {},
			body: bytes(),
			contentLengthBytes: 5,
			signal: NEVER,
			onAnswering: () => {},
		}),
	);

it('all who share have one set of connections', async () => {
	const clients = Array.from({ length: 4 }, () => share());
	await Promise.all(clients.flatMap((client) => [put(client), put(client)]));
	expect(connections).toBeLessThanOrEqual(LIMIT);
	await Promise.all(clients.map(async (client) => await client.close()));
});

it('lasts until the last of them has closed it, and then ends its connections', async () => {
	const [first, second] = [share(), share()];
	await put(first);
	await first.close();
	await first.close();
	await put(second);
	expect(open.size).toBeGreaterThan(0);

	await second.close();
	await eventually(() => open.size === 0, 'no connection is left');
});

it('is made anew for those who come later', async () => {
	const first = share();
	await put(first);
	await first.close();
	const second = share();
	expect((await put(second)).status).toBe(200);
	await second.close();
});

it('is not shared by those who may reach other hosts', async () => {
	const [one, other] = [share('one'), share('other')];
	await put(one);
	await one.close();
	expect((await put(other)).status).toBe(200);
	await other.close();
});
