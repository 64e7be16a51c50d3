import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { API_ERRORS, ApiError, apiError, unknownPath, type ApiErrorCode } from '../errors';
import { answerWithFaults, type CannedReply } from '../faults/answer';
import { Exchange, requestUrl } from '../http/exchange';
import { parseJsonObject } from '../http/json';
import { readText } from '../http/read-body';
import { jsonReply, type Reply } from '../http/reply';
import type { World } from '../world';
import { authorize, requireBody } from './gateway';
import { findRoute, type ApiCall, type Route } from './route';
import { ROUTES } from './routes';

/** Answers one request to the API, new-style or legacy. */
export async function handleApiRequest(
	req: IncomingMessage,
	res: ServerResponse,
	world: World,
): Promise<void> {
	const found = findRoute(ROUTES, req.method ?? '', requestUrl(req).pathname);
	const exchange = new Exchange(req, res, found?.route.operation ?? 'unknown', world);
	res.setHeader('Server', 'DingTalk/1.0.0');
	res.setHeader('Date', new Date(world.clock.nowMs()).toUTCString());
	res.setHeader('x-acs-request-id', randomUUID().toUpperCase());

	const call = await receiveCall(exchange, res, found?.params ?? {});
	await answerWithFaults(exchange, world.faults, cannedReply(exchange), async () => {
		return found ? await execute(found.route, call, world) : unknownPath();
	});
}

async function receiveCall(
	exchange: Exchange,
	res: ServerResponse,
	params: Readonly<Record<string, string>>,
): Promise<ApiCall> {
	const { req, url, call } = exchange;
	const text = await readText(req, res);
	const body = parseJsonObject(text);
	call.bytes = Buffer.byteLength(text);
	if (body) call.body = body;
	if (Array.isArray(body?.partNumbers)) call.partNumbers = body.partNumbers as number[];
	return {
		params,
		query: url.searchParams,
		headers: req.headers,
		body: body ?? {},
		text,
		unionId: url.searchParams.get('unionId') ?? '',
		record: call,
	};
}

async function execute(route: Route, call: ApiCall, world: World): Promise<Reply> {
	try {
		switch (route.kind) {
			case 'legacy':
				return route.handle(call, world);
			case 'token':
				requireBody(call, route.requiredBody);
				return jsonReply(200, route.handle(call, world));
			case 'authorized':
				return jsonReply(200, await route.handle(authorize(call, route, world), world));
		}
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		call.record.errorCode = error.code;
		return error.toReply();
	}
}

function cannedReply(exchange: Exchange): CannedReply {
	return ({ status = 500, code, body, headers }) => {
		const error = findError(status, code);
		exchange.call.errorCode = error.code;
		const reply = error.toReply();
		return { status: reply.status, headers: { ...reply.headers, ...headers }, body: body ?? reply.body };
	};
}

/** The catalogue's error of this code, or else a server error of this status with DingTalk's general codes. */
function findError(status: number, code: string | undefined): ApiError {
	if (code !== undefined && code in API_ERRORS) return apiError(code as ApiErrorCode);
	if (code === undefined && status === 503) return apiError('operationTimeout');
	return new ApiError(status, code ?? 'unknownError', API_ERRORS.unknownError.message);
}
