import type { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { World } from '../world';
import { byteRange } from './byte-range';
import { storageError, storageRequestId } from './storage-errors';
import { objectKeyOf, verifyRequest } from './verify-request';

/** Answers the bytes of a committed file, or a range of them (OSS docs: "GetObject"). */
export function getObject(exchange: Exchange, world: World): Reply {
	verifyRequest(exchange, world);
	const objectKey = objectKeyOf(exchange);
	const content = world.dentries.findByObject(objectKey)?.content;
	if (!content) throw storageError('NoSuchKey', { Key: objectKey });
	const { read, sizeBytes } = content;
	if (!read) throw storageError('NotImplemented', {}, 'The hashing store of the emulator keeps no bytes.');
	const range = byteRange(exchange.req.headers.range, sizeBytes);
	return {
		status: range ? 206 : 200,
		headers: {
			'Content-Type': 'application/octet-stream',
			'Accept-Ranges': 'bytes',
			...(range && { 'Content-Range': `bytes ${range.first}-${range.last}/${sizeBytes}` }),
			'x-oss-request-id': storageRequestId(),
		},
		body: '',
		stream: { sizeBytes: range ? range.last - range.first + 1 : sizeBytes, open: () => read(range) },
	};
}
