/** What object storage answered to a PUT. */
export interface PutAnswer {
	readonly status: number;
	/** Quotes stripped, upper case; undefined where the storage sent none. */
	readonly etag: string | undefined;
	readonly retryAfter: string | undefined;
	/** `<Code>` of an error answer, such as `RequestTimeTooSkewed`. */
	readonly storageCode: string | undefined;
}

/** An answer as it comes off the line. */
interface RawAnswer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: AsyncIterable<Uint8Array>;
}

/** Of an error document only `<Code>` is of use, and OSS sends it first; the rest may be any size. */
const ERROR_BODY_MAX_BYTES = 64 * 1024;

/** @param onAnswering called whenever something of the answer arrives */
export async function readPutAnswer(answer: RawAnswer, onAnswering: () => void): Promise<PutAnswer> {
	onAnswering();
	const text = await readStart(answer.body, onAnswering);
	return {
		status: answer.statusCode,
		etag: readHeader(answer.headers, 'etag')
			?.replace(/^W\/|"/g, '')
			.toUpperCase(),
		retryAfter: readHeader(answer.headers, 'retry-after'),
		storageCode: /<Code>([A-Za-z0-9.]{1,100})<\/Code>/.exec(text)?.[1],
	};
}

/** Reads the whole body, so that the connection can be used again, and keeps its start. */
async function readStart(body: AsyncIterable<Uint8Array>, onAnswering: () => void): Promise<string> {
	const chunks: Uint8Array[] = [];
	let keptBytes = 0;
	for await (const chunk of body) {
		onAnswering();
		if (keptBytes < ERROR_BODY_MAX_BYTES) chunks.push(chunk);
		keptBytes += chunk.length;
		if (keptBytes > ERROR_BODY_MAX_BYTES) break;
	}
	return Buffer.concat(chunks).toString('utf8');
}

function readHeader(headers: RawAnswer['headers'], name: string): string | undefined {
	const value = headers[name];
	return Array.isArray(value) ? value[0] : value;
}
