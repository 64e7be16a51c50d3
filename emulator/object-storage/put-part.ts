import type { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { Upload } from '../state/uploads';
import type { StoredPart } from '../stores/object-store';
import type { World } from '../world';
import { MAX_PART_SIZE_BYTES, receivePart } from './receive-part';
import { storageError, storageRequestId } from './storage-errors';
import { objectKeyOf, verifyRequest } from './verify-request';

/** OSS UploadPart: part numbers run from 1 to 10000. */
const MAX_PART_NUMBER = 10_000;

/** Stores one part of an open upload (OSS docs: "UploadPart"). Any size up to 5 GB is taken, an empty one too. */
export async function putPart(exchange: Exchange, world: World): Promise<Reply> {
	verifyRequest(exchange, world);
	const partNumber = requirePartNumber(exchange);
	const upload = requireUpload(exchange, world);
	requireLength(exchange);

	const { part, crc64 } = await receivePart(exchange, world, upload.uploadId, partNumber);
	await keepPart(world, upload, part);
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

function requirePartNumber(exchange: Exchange): number {
	const text = exchange.url.searchParams.get('partNumber') ?? '';
	const partNumber = Number(text);
	if (/^\d+$/.test(text) && partNumber >= 1 && partNumber <= MAX_PART_NUMBER) return partNumber;
	throw storageError(
		'InvalidArgument',
		{ ArgumentName: 'partNumber', ArgumentValue: text },
		`Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive.`,
	);
}

function requireUpload(exchange: Exchange, world: World): Upload {
	const uploadId = exchange.url.searchParams.get('uploadId') ?? '';
	const upload = world.uploads.findOpenById(uploadId);
	if (!upload || upload.objectKey !== objectKeyOf(exchange)) {
		throw storageError('NoSuchUpload', { UploadId: uploadId });
	}
	return upload;
}

function requireLength({ req }: Exchange): void {
	const length = req.headers['content-length'];
	if (length === undefined && req.headers['transfer-encoding'] === undefined) {
		throw storageError('MissingContentLength');
	}
	if (Number(length ?? 0) > MAX_PART_SIZE_BYTES) throw storageError('EntityTooLarge');
}

/** The part takes the place of an earlier one with its number, unless the upload was committed meanwhile. */
async function keepPart(world: World, upload: Upload, part: StoredPart): Promise<void> {
	if (upload.committed) {
		await world.store.dropPart(part);
		throw storageError('NoSuchUpload', { UploadId: upload.uploadId });
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
