import { createHash } from 'node:crypto';

/** MD5 and SHA-256 of a stream of bytes, lower-case hex. */
export async function digestsOf(
	chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<{ md5: string; sha256: string }> {
	const md5 = createHash('md5');
	const sha256 = createHash('sha256');
	for await (const chunk of chunks) {
		md5.update(chunk);
		sha256.update(chunk);
	}
	return { md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}

export function totalSize(parts: ReadonlyArray<{ readonly sizeBytes: number }>): number {
	return parts.reduce((sum, part) => sum + part.sizeBytes, 0);
}
