import { createHash } from 'node:crypto';
import type { PutAnswer } from '../../../lib/upload/put-answer';
import type { PutRequest } from '../../../lib/upload/storage-client';
import type { CommitOfParts, StorageClient, UploadSession } from '../../../lib/upload';

/** One PUT as the storage saw it. */
export interface SeenPut {
	readonly partNumber: number;
	/** Of this part, from 1. */
	readonly attempt: number;
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	/** The slices in which the bytes came. */
	readonly slices: Uint8Array[];
}

/** What the storage does instead of storing: answers something else, or lets the connection end like this. */
export type Answer = Partial<PutAnswer> | Error | 'silence' | undefined;

export interface FakeServiceOptions {
	readonly answer?: (put: SeenPut) => Answer;
	readonly hosts?: readonly string[];
	readonly session?: Partial<UploadSession<string>>;
}

/** Service and object storage in memory: what the engine is connected to, without a line in between. */
export function createFakeService({ answer, hosts = ['a.test'], session = {} }: FakeServiceOptions = {}) {
	const puts: SeenPut[] = [];
	const commits: CommitOfParts[] = [];
	const signings: number[][] = [];

	const storage: StorageClient = {
		withConnection: async (_signal, work) => await work(),
		close: async () => {},
		async put(request) {
			const url = new URL(request.resourceUrl);
			const partNumber = Number(url.searchParams.get('partNumber'));
			const attempt = 1 + puts.filter((put) => put.partNumber === partNumber).length;
			const put: SeenPut = { partNumber, attempt, url, headers: request.headers, slices: [] };
			puts.push(put);
			const scripted = answer?.(put);
			if (scripted === 'silence') return await silence(request.signal);
			if (scripted instanceof Error) throw scripted;
			return { ...(await store(request, put)), ...scripted };
		},
	};

	async function store(request: PutRequest, put: SeenPut): Promise<PutAnswer> {
		const hash = createHash('md5');
		for await (const slice of request.body) {
			put.slices.push(Buffer.from(slice));
			hash.update(slice);
		}
		request.onAnswering();
		const etag = hash.digest('hex').toUpperCase();
		return { status: 200, etag, retryAfter: undefined, storageCode: undefined };
	}

	return {
		storage,
		puts,
		commits,
		signings,
		/** The bytes of each part as they were stored last, one after the other. */
		stored(): Buffer {
			const last = new Map(puts.map((put) => [put.partNumber, Buffer.concat(put.slices)]));
			return Buffer.concat([...last].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
		},
		session: {
			maxPartsPerSigning: 30,
			open: async () => 'key',
			async signParts(_uploadKey: string, partNumbers: readonly number[]) {
				signings.push([...partNumbers]);
				return partNumbers.map((partNumber) => ({
					partNumber,
					resourceUrls: hosts.map(
						(host) => `https://${host}/object?partNumber=${partNumber}&signature=${signings.length}`,
					),
					headers: { Authorization: `OSS ${signings.length}` },
					expiresAtMs: Date.now() + 900_000,
				}));
			},
			async commit(commit: CommitOfParts) {
				commits.push(commit);
				return 'file';
			},
			isCommitUnclear: () => false,
			isUploadGone: () => false,
			...session,
		} satisfies UploadSession<string>,
	};
}

export type FakeService = ReturnType<typeof createFakeService>;

function silence(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
	});
}
