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

export async function readPutAnswer(answer: RawAnswer): Promise<PutAnswer> {
	const text = await readStart(answer.body);
	return {
		status: answer.statusCode,
		etag: readHeader(answer.headers, 'etag')
			?.replace(/^W\/|"/g, '')
			.toUpperCase(),
		retryAfter: readHeader(answer.headers, 'retry-after'),
		storageCode: /<Code>([A-Za-z0-9.]{1,100})<\/Code>/.exec(text)?.[1],
	};
}

/**
 * Reads the whole body, so that the connection can be used again, and keeps its start. The status has come before
 * it and says what counts: a body that breaks off or never ends is as good as none.
 */
async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	let keptBytes = 0;
	try {
		for await (const chunk of body) {
			if (keptBytes < ERROR_BODY_MAX_BYTES) chunks.push(chunk);
			keptBytes += chunk.length;
			if (keptBytes > ERROR_BODY_MAX_BYTES) break;
		}
	} catch {
		// What has come is used.
	}
	return Buffer.concat(chunks).toString('utf8');
}

function readHeader(headers: RawAnswer['headers'], name: string): string | undefined {
	const value = headers[name];
	return Array.isArray(value) ? value[0] : value;
}
