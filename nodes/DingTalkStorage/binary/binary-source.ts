import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import {
	base64Source,
	bufferSource,
	fileSource,
	isPlainBase64,
	sourceFailed,
	streamSource,
	type ByteSource,
} from '../../../lib/upload';

/** n8n's stores hand out chunks of this size where they can; the engine cuts its own parts. */
const CHUNK_BYTES = 1024 * 1024;

/** What the id of a binary begins with that n8n keeps as a file on this machine. */
const FILE_STORES: readonly string[] = ['filesystem', 'filesystem-v2'];

/** What the id of a binary begins with that n8n keeps in its database. */
const DATABASE_STORE = 'database:';

/**
 * The database hands over a file at once, 1 GiB at most, or never: n8n's connection to PostgreSQL breaks on more than 256
 * MiB, and the read does not settle. No read that succeeds takes a minute.
 */
const DATABASE_TIMEOUT_MS = 60_000;

const ABSOLUTE_PATH = /^(\/|[A-Za-z]:[\\/])/;

/** The size of an item's file, without reading the file. */
export async function measureBinary(functions: IExecuteFunctions, binary: IBinaryData): Promise<number> {
	const { id, bytes, data } = binary;
	if (id === undefined) return Buffer.byteLength(data, 'base64');
	if (bytes !== undefined && Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
	return (await orSourceFailed(() => functions.helpers.getBinaryMetadata(id))).fileSize;
}

/** The bytes of an item's file, wherever n8n keeps them, and never all of them in memory if they are not there anyway. */
export async function createBinarySource(
	functions: IExecuteFunctions,
	itemIndex: number,
	binary: IBinaryData,
	sizeBytes: number,
): Promise<ByteSource> {
	const { helpers } = functions;
	const { id } = binary;
	if (id === undefined) {
		return isPlainBase64(binary.data)
			? base64Source(binary.data)
			: bufferSource(await helpers.getBinaryDataBuffer(itemIndex, binary));
	}

	const isOnDisk = FILE_STORES.includes(id.slice(0, id.indexOf(':')));
	const path = isOnDisk ? await orSourceFailed(() => helpers.getBinaryPath(id)) : '';
	if (ABSOLUTE_PATH.test(path)) return fileSource(path, sizeBytes);
	const timeoutMs = id.startsWith(DATABASE_STORE) ? DATABASE_TIMEOUT_MS : undefined;
	return streamSource(() => helpers.getBinaryStream(id, CHUNK_BYTES), sizeBytes, timeoutMs);
}

/** n8n's stores know nothing of the file, or refuse to look for it. */
async function orSourceFailed<T>(ask: () => T | Promise<T>): Promise<T> {
	return await Promise.resolve()
		.then(ask)
		.catch((cause: unknown) => Promise.reject(sourceFailed(cause)));
}
