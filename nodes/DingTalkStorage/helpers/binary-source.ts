import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { bufferSource, fileSource, streamSource, type ByteSource } from '../../../lib/upload';
import { invalidParameter } from './invalid-parameter';

/** n8n's stores hand out chunks of this size where they can; the engine cuts its own parts. */
const CHUNK_BYTES = 1024 * 1024;

/** `data` of a binary that n8n keeps as a file on this machine. */
const FILE_STORES: readonly string[] = ['filesystem', 'filesystem-v2'];

const ABSOLUTE_PATH = /^(\/|[A-Za-z]:[\\/])/;

/**
 * The item's file.
 * @param field the name of a binary field, or a binary object that an expression yields
 */
export function getBinary(functions: IExecuteFunctions, itemIndex: number, field: unknown): IBinaryData {
	try {
		return functions.helpers.assertBinaryData(itemIndex, field as string | IBinaryData);
	} catch (error) {
		throw invalidParameter(
			functions,
			itemIndex,
			'Input Data Field Name',
			'names no file of this item',
			error instanceof Error ? error.message : String(error),
		);
	}
}

/** The size of an item's file, without reading the file. */
export async function measureBinary(functions: IExecuteFunctions, binary: IBinaryData): Promise<number> {
	const { id, bytes, data } = binary;
	if (id === undefined) return Buffer.byteLength(data, 'base64');
	return bytes ?? (await functions.helpers.getBinaryMetadata(id)).fileSize;
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
	if (id === undefined) return bufferSource(await helpers.getBinaryDataBuffer(itemIndex, binary));

	const path = FILE_STORES.includes(binary.data) ? helpers.getBinaryPath(id) : '';
	return ABSOLUTE_PATH.test(path)
		? fileSource(path, sizeBytes)
		: streamSource(() => helpers.getBinaryStream(id, CHUNK_BYTES), sizeBytes);
}
