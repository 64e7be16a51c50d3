import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One answer, word for word. */
export interface Answer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string | Buffer;
}

interface ReceivedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
}

/** A server on a free port that answers what it is told to. */
export interface AnswerServer {
	readonly url: string;
	/** Stands in for every answer until it is set anew. */
	answer: (request: ReceivedRequest) => Answer;
	close(): Promise<void>;
}

export async function startAnswerServer(): Promise<AnswerServer> {
	const server = createServer(async (req, res) => {
		const body = await buffer(req);
		const { method = '', url = '/', headers } = req;
		const path = url.replace(/\?.*$/s, '');
		const answer = started.answer({ method, path, headers, body });
		res.writeHead(answer.status, answer.headers).end(answer.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const started: AnswerServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		answer: () => ({ status: 500, body: '' }),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return started;
}

export const json = (value: unknown, status = 200): Answer => ({
	status,
	headers: { 'Content-Type': 'application/json;charset=utf-8' },
	body: JSON.stringify(value),
});
