import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange } from '../object-storage/byte-range';
import { digestsOf, totalSize } from './content-digests';
import type { Location, ObjectStore, PartWriter, StoredContent, StoredPart } from './object-store';

const PARTS_FOLDER = '.parts';

/** Keeps parts and files on disk; a committed file lies at `<folder>/<spaceId>/<its path>`. */
export class FolderStore implements ObjectStore {
	private nextRevision = 1;

	constructor(private readonly folder: string) {}

	async openPart(uploadId: string, partNumber: number): Promise<PartWriter> {
		const revision = this.nextRevision++;
		const file = this.partFile(uploadId, revision);
		await mkdir(path.dirname(file), { recursive: true });
		const handle = await open(file, 'w');
		let sizeBytes = 0;
		return {
			write: async (chunk) => {
				await handle.appendFile(chunk);
				sizeBytes += chunk.length;
			},
			finish: async () => {
				await handle.close();
				return { uploadId, partNumber, revision, sizeBytes };
			},
			discard: async () => {
				await handle.close();
				await rm(file, { force: true });
			},
		};
	}

	async md5Of(parts: readonly StoredPart[]): Promise<string> {
		return (await digestsOf(this.bytesOf(parts))).md5;
	}

	async assemble(parts: readonly StoredPart[], location: Location): Promise<StoredContent> {
		const file = path.join(
			this.folder,
			location.spaceId,
			...location.path.slice(1).split('/').map(safeFileName),
		);
		await mkdir(path.dirname(file), { recursive: true });
		await pipeline(Readable.from(this.bytesOf(parts), { objectMode: false }), createWriteStream(file));
		const read = (range?: ByteRange) =>
			createReadStream(file, range && { start: range.first, end: range.last });
		const remove = async () => await rm(file, { force: true });
		return { sizeBytes: totalSize(parts), parts, digests: await digestsOf(read()), read, remove };
	}

	async dropPart(part: StoredPart): Promise<void> {
		await rm(this.partFile(part.uploadId, part.revision), { force: true });
	}

	private async *bytesOf(parts: readonly StoredPart[]): AsyncGenerator<Buffer> {
		for (const part of parts) yield* createReadStream(this.partFile(part.uploadId, part.revision));
	}

	private partFile(uploadId: string, revision: number): string {
		return path.join(this.folder, PARTS_FOLDER, uploadId, String(revision));
	}
}

/** One path segment that stays inside its folder: names may hold anything DingTalk does not forbid. */
function safeFileName(name: string): string {
	// eslint-disable-next-line no-control-regex -- control characters are what must go
	return /^\.{0,2}$/.test(name) ? '_' : name.replace(/[\\:?\u0000-\u001f]/g, '_');
}
