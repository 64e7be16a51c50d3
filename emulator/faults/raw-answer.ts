import { STATUS_CODES } from 'node:http';
import type { Reply } from '../http/reply';
import type { OddStyle } from './fault';

/** Half of the body after a whole head, or half of the head where there is no body. */
export function shortAnswer(reply: Reply): string {
	const length = Buffer.byteLength(reply.body);
	const head = writeHead('HTTP/1.1', reply, { 'Content-Length': String(length) });
	return length === 0
		? head.slice(0, head.length / 2)
		: head + reply.body.slice(0, Math.floor(reply.body.length / 2));
}

/** The whole answer, in a style that `http.ServerResponse` does not have. The end of the connection is the end of the body. */
export function oddAnswer(reply: Reply, style: OddStyle): string {
	if (style === 'http-1.0') return writeHead('HTTP/1.0', reply, {}) + reply.body;
	const answer = writeHead('HTTP/1.1', reply, { Connection: 'close' }) + reply.body;
	switch (style) {
		case 'no-length':
			return answer;
		case 'continue':
			return 'HTTP/1.1 100 Continue\r\n\r\n' + answer;
		case 'early-hints':
			return 'HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n' + answer;
	}
}

function writeHead(version: string, { status, headers }: Reply, more: Record<string, string>): string {
	const lines = Object.entries({ ...headers, ...more }).map(([name, value]) => `${name}: ${value}\r\n`);
	return `${version} ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
}
