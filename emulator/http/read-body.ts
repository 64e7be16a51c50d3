import type { IncomingMessage, ServerResponse } from 'node:http';

/** API bodies are small; a file sent to the API by mistake must not fill the memory. */
const MAX_API_BODY_BYTES = 1024 * 1024;

/** Reads the whole body of an API call as text. */
export async function readText(req: IncomingMessage, res: ServerResponse): Promise<string> {
	allowBody(req, res);
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	for await (const chunk of req as AsyncIterable<Buffer>) {
		sizeBytes += chunk.length;
		if (sizeBytes > MAX_API_BODY_BYTES) throw new Error('An API call came with a body of more than 1 MiB.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

/** Answers `Expect: 100-continue` once the body is wanted; without that header there is nothing to do. */
export function allowBody(req: IncomingMessage, res: ServerResponse): void {
	if (req.headers.expect?.toLowerCase() === '100-continue') res.writeContinue();
}
