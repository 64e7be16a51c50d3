import { Readable } from 'node:stream';
import type { ByteRange } from '../object-storage/byte-range';
import { digestsOf, totalSize } from './content-digests';
import type { ObjectStore, PartWriter, StoredContent, StoredPart } from './object-store';

/** Keeps everything in memory, as the chunks the socket delivered. */
export class MemoryStore implements ObjectStore {
	private readonly bytes = new Map<number, Buffer[]>();
	private nextRevision = 1;

	async openPart(uploadId: string, partNumber: number): Promise<PartWriter> {
		const revision = this.nextRevision++;
		const chunks: Buffer[] = [];
		let sizeBytes = 0;
		return {
			write: (chunk) => {
				chunks.push(chunk);
				sizeBytes += chunk.length;
			},
			finish: async () => {
				this.bytes.set(revision, chunks);
				return { uploadId, partNumber, revision, sizeBytes };
			},
			discard: async () => {},
		};
	}

	async md5Of(parts: readonly StoredPart[]): Promise<string> {
		return (await digestsOf(this.chunksOf(parts))).md5;
	}

	async assemble(parts: readonly StoredPart[]): Promise<StoredContent> {
		const chunks = this.chunksOf(parts);
		return {
			sizeBytes: totalSize(parts),
			parts,
			digests: await digestsOf(chunks),
			read: (range) => Readable.from(range ? cut(chunks, range) : chunks, { objectMode: false }),
		};
	}

	async dropPart(part: StoredPart): Promise<void> {
		this.bytes.delete(part.revision);
	}

	private chunksOf(parts: readonly StoredPart[]): Buffer[] {
		return parts.flatMap((part) => this.bytes.get(part.revision) ?? []);
	}
}

/** What of the chunks lies within the range. */
function cut(chunks: readonly Buffer[], { first, last }: ByteRange): Buffer[] {
	let start = 0;
	const pieces = chunks.map((chunk) => {
		const piece = chunk.subarray(Math.max(0, first - start), Math.max(0, last + 1 - start));
		start += chunk.length;
		return piece;
	});
	return pieces.filter((piece) => piece.length > 0);
}
