import type { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { Upload } from '../state/uploads';
import type { StoredPart } from '../stores/object-store';
import type { World } from '../world';
import { MAX_PUT_SIZE_BYTES, receiveBody } from './receive-body';
import { storageError, storageRequestId, type StorageError } from './storage-errors';

/** An upload that takes bytes, and where they go in it. */
export interface Destination {
	readonly upload: Upload;
	readonly partNumber: number;
	/** What to answer when the upload was committed while the bytes were under way. */
	readonly refusal: () => StorageError;
}

/** Stores the body of a PUT, of any size up to 5 GB, an empty one too, and answers its checksums. */
export async function storeBody(exchange: Exchange, to: Destination, world: World): Promise<Reply> {
	requireLength(exchange);
	const { part, crc64 } = await receiveBody(exchange, world, to.upload.uploadId, to.partNumber);
	await keep(part, to, world);
	return {
		status: 200,
		headers: {
			...etagHeader(exchange, world, part),
			...(crc64 !== undefined && { 'x-oss-hash-crc64ecma': crc64 }),
			'x-oss-request-id': storageRequestId(),
		},
		body: '',
	};
}

function requireLength({ req }: Exchange): void {
	const length = req.headers['content-length'];
	if (length === undefined && req.headers['transfer-encoding'] === undefined) {
		throw storageError('MissingContentLength');
	}
	if (Number(length ?? 0) > MAX_PUT_SIZE_BYTES) throw storageError('EntityTooLarge');
}

/** The part takes the place of an earlier one with its number, unless the upload was committed meanwhile. */
async function keep(part: StoredPart, { upload, refusal }: Destination, world: World): Promise<void> {
	if (upload.committed) {
		await world.store.dropPart(part);
		throw refusal();
	}
	const replaced = upload.parts.get(part.partNumber);
	upload.parts.set(part.partNumber, part);
	if (replaced) await world.store.dropPart(replaced);
}

function etagHeader(exchange: Exchange, world: World, part: StoredPart): Record<string, string> {
	const fault = world.faults.take(exchange.call, 'wrong-etag', 'omit-etag');
	if (fault) exchange.call.faults.push(fault.kind);
	if (fault?.kind === 'wrong-etag') return { ETag: `"${'0'.repeat(32)}"` };
	if (fault?.kind === 'omit-etag' || part.md5 === undefined) return {};
	return { ETag: `"${part.md5.toUpperCase()}"` };
}
