import type { Readable } from 'node:stream';
import type { ByteRange } from '../object-storage/byte-range';

/** A stored part. The store that made it finds its bytes again by `uploadId` and `revision`. */
export interface StoredPart {
	readonly uploadId: string;
	readonly partNumber: number;
	/** Tells a part from an earlier one with the same number. */
	readonly revision: number;
	readonly sizeBytes: number;
	/** Lower-case hex; absent when the emulator answers no ETags. */
	readonly md5?: string;
	/** Lower-case hex; only from a store that keeps no bytes. */
	readonly sha256?: string;
}

/** Where the object storage has the bytes of a file. */
export interface ObjectAddress {
	readonly objectKey: string;
	readonly region: string;
}

/** The bytes of a file after commit. */
export interface StoredContent {
	readonly sizeBytes: number;
	readonly parts: readonly StoredPart[];
	/** Absent when the store keeps digests of parts only. */
	readonly digests?: { readonly md5: string; readonly sha256: string };
	/** Absent when the store keeps no bytes. */
	readonly read?: (range?: ByteRange) => Readable;
	/** Takes the bytes away; absent where forgetting the content is enough. */
	readonly remove?: () => Promise<void>;
}

/** Takes the bytes of one part. Until `finish` nothing of it can be seen. */
export interface PartWriter {
	write(chunk: Buffer): void | Promise<void>;
	finish(): Promise<StoredPart>;
	discard(): Promise<void>;
}

/** Where the file appears: its space and its path in it. */
export interface Location {
	readonly spaceId: string;
	readonly path: string;
}

/** Keeps the bytes of parts and files. */
export interface ObjectStore {
	openPart(uploadId: string, partNumber: number): Promise<PartWriter>;
	/** The MD5 of the parts one after the other, when the bytes are there to compute it. */
	md5Of(parts: readonly StoredPart[]): Promise<string | undefined>;
	/** Makes one file of the parts. They stay as they are, so that it can be done again. */
	assemble(parts: readonly StoredPart[], location: Location): Promise<StoredContent>;
	/** Forgets a part that was replaced. */
	dropPart(part: StoredPart): Promise<void>;
}
