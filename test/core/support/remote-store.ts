import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** How a store cuts what it hands over. */
export type Chunking = (bytes: Buffer, asked: number | undefined) => Iterable<Buffer>;

/** A binary store of n8n that is no file on this machine, as S3 and Azure are: what it gives is a stream. */
export class RemoteStore {
	chunking: Chunking = (bytes) => [bytes];
	/** Streams that nobody has ended. */
	openStreams = 0;
	readonly #files = new Map<string, Buffer>();
	readonly #names = new Map<string, { fileName?: string; mimeType?: string }>();

	async init(): Promise<void> {}

	async store(_: unknown, content: Buffer | Readable, metadata: { fileName?: string; mimeType?: string }) {
		const fileId = `file-${this.#files.size}`;
		const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
		this.#files.set(fileId, bytes);
		this.#names.set(fileId, metadata);
		return { fileId, fileSize: bytes.length };
	}

	/** Not one that can be opened. */
	getPath(fileId: string): string {
		return `s3://bucket/${fileId}`;
	}

	async getAsBuffer(fileId: string): Promise<Buffer> {
		return this.#bytesOf(fileId);
	}

	async getAsStream(fileId: string, chunkSize?: number): Promise<Readable> {
		const stream = Readable.from(this.chunking(this.#bytesOf(fileId), chunkSize), { objectMode: false });
		this.openStreams += 1;
		stream.once('close', () => (this.openStreams -= 1));
		return stream;
	}

	async getMetadata(fileId: string) {
		return { ...this.#names.get(fileId), fileSize: this.#bytesOf(fileId).length };
	}

	#bytesOf(fileId: string): Buffer {
		const bytes = this.#files.get(fileId);
		if (bytes === undefined) throw new Error('The bucket has no such file');
		return bytes;
	}
}
