import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWithFaults, type CannedReply } from '../faults/answer';
import type { Operation } from '../faults/fault';
import { Exchange } from '../http/exchange';
import type { Reply } from '../http/reply';
import type { World } from '../world';
import { getObject } from './get-object';
import { isWholeObject, putObject, WHOLE_FILE_PART } from './put-object';
import { putPart } from './put-part';
import { STORAGE_ERRORS, StorageError, storageError, type StorageErrorCode } from './storage-errors';

const OPERATIONS: Readonly<Record<string, Operation>> = { PUT: 'put', GET: 'get' };

/** Answers one request to the object storage. */
export async function handleStorageRequest(
	req: IncomingMessage,
	res: ServerResponse,
	world: World,
): Promise<void> {
	const exchange = new Exchange(req, res, OPERATIONS[req.method ?? ''] ?? 'unknown', world);
	const partNumber = partNumberOf(exchange);
	if (Number.isInteger(partNumber)) {
		exchange.call.partNumber = partNumber;
		exchange.call.partNumbers = [partNumber];
	}
	res.setHeader('Server', 'AliyunOSS');

	await answerWithFaults(
		exchange,
		world.faults,
		cannedReply(exchange),
		async () => await execute(exchange, world),
	);
}

async function execute(exchange: Exchange, world: World): Promise<Reply> {
	try {
		if (exchange.call.operation === 'get') return getObject(exchange, world);
		if (exchange.call.operation !== 'put') throw storageError('MethodNotAllowed');
		return isWholeObject(exchange.url) ? await putObject(exchange, world) : await putPart(exchange, world);
	} catch (error) {
		if (!(error instanceof StorageError)) throw error;
		exchange.call.errorCode = error.code;
		return error.toReply(exchange.req.headers.host ?? '');
	}
}

/** The part that a PUT brings, by its address; anything else brings none. */
function partNumberOf({ url, call }: Exchange): number {
	if (call.operation === 'put' && isWholeObject(url)) return WHOLE_FILE_PART;
	return Number(url.searchParams.get('partNumber') ?? NaN);
}

function cannedReply(exchange: Exchange): CannedReply {
	return ({ status = 500, code, body, headers }) => {
		const known = findError(status, code);
		const error = known ?? new StorageError(status, code ?? 'UnknownError', 'Set by a fault.');
		exchange.call.errorCode = error.code;
		const reply = error.toReply(exchange.req.headers.host ?? '');
		return { status: reply.status, headers: { ...reply.headers, ...headers }, body: body ?? reply.body };
	};
}

/** The catalogue's error of this code, or else the first one with this status. */
function findError(status: number, code: string | undefined): StorageError | undefined {
	const codes = Object.keys(STORAGE_ERRORS) as StorageErrorCode[];
	const found = codes.find((known) => (code ? known === code : STORAGE_ERRORS[known].status === status));
	return found && storageError(found);
}
