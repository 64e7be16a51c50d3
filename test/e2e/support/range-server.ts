import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server with one file, of which it hands out ranges, as object storage does. */
export interface RangeServer {
	readonly url: string;
	/** The `range` header of each request, in order of arrival. */
	readonly ranges: string[];
	close(): Promise<void>;
}

export async function serveRanges(bytes: Buffer): Promise<RangeServer> {
	const ranges: string[] = [];
	const server = createServer((request, response) => {
		const { range = '' } = request.headers;
		ranges.push(range);
		const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
		const part = bytes.subarray(Number(first), Number(last) + 1);
		response.writeHead(206, {
			'content-type': 'video/mp4',
			'content-length': part.length,
			'content-range': `bytes ${first}-${last}/${bytes.length}`,
		});
		response.end(part);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mp4`,
		ranges,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
