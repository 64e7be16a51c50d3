import { createHash } from 'node:crypto';
import { totalSize } from './content-digests';
import type { ObjectStore, PartWriter, StoredContent, StoredPart } from './object-store';

/**
 * Keeps size and SHA-256 of each part and throws the bytes away, so that files of any size can be stored.
 * Parts arrive in any order, so there is no digest of the whole file: check the parts' instead.
 */
export class HashingStore implements ObjectStore {
	private nextRevision = 1;

	async openPart(uploadId: string, partNumber: number): Promise<PartWriter> {
		const revision = this.nextRevision++;
		const sha256 = createHash('sha256');
		let sizeBytes = 0;
		return {
			write: (chunk) => {
				sha256.update(chunk);
				sizeBytes += chunk.length;
			},
			finish: async () => ({
				uploadId,
				partNumber,
				revision,
				sizeBytes,
				sha256: sha256.digest('hex'),
			}),
			discard: async () => {},
		};
	}

	async md5Of(): Promise<undefined> {
		return undefined;
	}

	async assemble(parts: readonly StoredPart[]): Promise<StoredContent> {
		return { sizeBytes: totalSize(parts), parts };
	}

	async dropPart(): Promise<void> {}
}
