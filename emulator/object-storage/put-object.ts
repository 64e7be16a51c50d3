import type { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { World } from '../world';
import { storageError } from './storage-errors';
import { storeBody } from './store-body';
import { objectKeyOf, verifyRequest } from './verify-request';

/** A file that comes in one piece is its own first part. */
export const WHOLE_FILE_PART = 1;

/** A PUT whose address names neither a part nor an upload is one of the whole object. */
export function isWholeObject({ searchParams }: URL): boolean {
	return !searchParams.has('partNumber') && !searchParams.has('uploadId');
}

/** Stores the whole object of an upload that is not committed yet (OSS docs: "PutObject"). */
export async function putObject(exchange: Exchange, world: World): Promise<Reply> {
	verifyRequest(exchange, world);
	const upload = world.uploads.findOpenByObject(objectKeyOf(exchange));
	if (!upload) throw closed();
	return await storeBody(exchange, { upload, partNumber: WHOLE_FILE_PART, refusal: closed }, world);
}

function closed() {
	return storageError('AccessDenied', {}, 'No upload of this object is open.');
}
