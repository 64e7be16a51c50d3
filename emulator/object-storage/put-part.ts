import type { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { Upload } from '../state/uploads';
import type { World } from '../world';
import { storageError } from './storage-errors';
import { storeBody } from './store-body';
import { objectKeyOf, verifyRequest } from './verify-request';

/** OSS UploadPart: part numbers run from 1 to 10000. */
const MAX_PART_NUMBER = 10_000;

/** Stores one part of an open multipart upload (OSS docs: "UploadPart"). */
export async function putPart(exchange: Exchange, world: World): Promise<Reply> {
	verifyRequest(exchange, world);
	const partNumber = requirePartNumber(exchange);
	const upload = requireUpload(exchange, world);
	return await storeBody(
		exchange,
		{ upload, partNumber, refusal: () => noSuchUpload(upload.uploadId) },
		world,
	);
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
	if (!upload || upload.objectKey !== objectKeyOf(exchange)) throw noSuchUpload(uploadId);
	return upload;
}

function noSuchUpload(uploadId: string) {
	return storageError('NoSuchUpload', { UploadId: uploadId });
}
