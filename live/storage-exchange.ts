import type { SignedAddress } from '../lib/dingtalk';

/** What the object storage answered. */
export interface StorageAnswer {
	readonly status: number;
	/** `<Code>` of an error, such as `SignatureDoesNotMatch`. */
	readonly code: string | undefined;
	readonly headers: Headers;
	readonly bytes: Buffer;
}

interface StorageRequest {
	readonly method: 'PUT' | 'GET';
	readonly address: Pick<SignedAddress, 'resourceUrls' | 'headers'>;
	readonly body?: Buffer;
	readonly signal: AbortSignal;
}

/** Small bodies take a moment; whoever takes longer does not answer. */
const TIMEOUT_MS = 60_000;

/** One exchange with the object storage, whatever comes of it: without checks, and without a second try. */
export async function exchange({ method, address, body, signal }: StorageRequest): Promise<StorageAnswer> {
	try {
		const answer = await fetch(address.resourceUrls[0] ?? '', {
			method,
			headers: address.headers,
			redirect: 'manual',
			signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
			...(body && { body }),
		});
		const bytes = Buffer.from(await answer.arrayBuffer());
		const code = answer.ok ? undefined : /<Code>(\w{1,100})<\/Code>/.exec(bytes.toString('utf8'))?.[1];
		return { status: answer.status, code, headers: answer.headers, bytes };
	} catch {
		signal.throwIfAborted();
		// Not the cause: its words can hold the signed address.
		throw new Error(`The object storage did not answer to ${method}`);
	}
}
