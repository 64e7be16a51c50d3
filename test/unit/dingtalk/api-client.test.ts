import { getEventListeners } from 'node:events';
import { DingTalkError } from '../../../lib/dingtalk';
import { ApiClient, type ApiCall } from '../../../lib/dingtalk/api-client';
import { CallPacer } from '../../../lib/dingtalk/call-pacer';
import { fakeTransport, ok, refused, silent, type FakeTransport } from './fake-transport';

const NEVER = new AbortController().signal;
const THROTTLED = refused(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
const BUSY = refused(500, 'systemError');

function call(idempotent = true): ApiCall<unknown> {
	return {
		operation: 'someCall',
		request: { host: 'api', method: 'POST', path: '/v1.0/some/call', body: {} },
		idempotent,
		parse: (body) => body,
	};
}

/** A client that never really waits. */
function createClient(transport: FakeTransport, random = 0.5) {
	const sleptMs: number[] = [];
	const sleep = async (ms: number, signal: AbortSignal) => {
		signal.throwIfAborted();
		sleptMs.push(ms);
	};
	return { client: new ApiClient(transport, { clock: { random: () => random, sleep } }), sleptMs };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	return (error as { code?: string } | undefined)?.code ?? 'no error';
}

test('a throttled call waits a second or more and is sent again', async () => {
	const transport = fakeTransport(THROTTLED, THROTTLED, ok('done'));
	const { client, sleptMs } = createClient(transport, 0);
	expect(await client.call(call(), NEVER)).toBe('done');
	expect(sleptMs).toHaveLength(2);
	for (const ms of sleptMs) expect(ms).toBeGreaterThanOrEqual(1000);
});

test('waits for the throttle grow, so that many callers come apart', async () => {
	const { client, sleptMs } = createClient(fakeTransport(THROTTLED, THROTTLED, THROTTLED, ok('done')));
	await client.call(call(), NEVER);
	expect(sleptMs[1]).toBeGreaterThan(sleptMs[0] as number);
	expect(sleptMs[2]).toBeGreaterThan(sleptMs[1] as number);
});

test('a throttle that does not end is given up', async () => {
	const transport = fakeTransport(...Array.from({ length: 100 }, () => THROTTLED));
	const { client } = createClient(transport);
	expect(await codeOf(client.call(call(), NEVER))).toBe('THROTTLED');
	expect(transport.requests).toHaveLength(12);
});

test('even a commit is sent again when it was throttled, since the gateway did not let it through', async () => {
	const { client } = createClient(fakeTransport(THROTTLED, ok('done')));
	expect(await client.call(call(false), NEVER)).toBe('done');
});

test.each([
	['a server answer', BUSY],
	['a broken connection', new DingTalkError('API_CONNECTION_LOST')],
	['an unreachable host', new DingTalkError('API_UNREACHABLE')],
	['concurrent changes', refused(400, 'operationConcurrentControl')],
])('%s is followed by another attempt', async (_, answer) => {
	const { client, sleptMs } = createClient(fakeTransport(answer, ok('done')));
	expect(await client.call(call(), NEVER)).toBe('done');
	expect(sleptMs).toHaveLength(1);
});

test('attempts at a server that stays busy are bounded', async () => {
	const transport = fakeTransport(...Array.from({ length: 100 }, () => BUSY));
	const { client, sleptMs } = createClient(transport);
	expect(await codeOf(client.call(call(), NEVER))).toBe('SERVER_BUSY');
	expect(transport.requests).toHaveLength(5);
	expect(sleptMs).toEqual([500, 1000, 2000, 4000]);
});

test.each([
	['busy', BUSY, 'SERVER_BUSY'],
	['timed out behind the gateway', refused(503, 'operationTimeout'), 'SERVER_BUSY'],
	['disconnected', new DingTalkError('API_CONNECTION_LOST'), 'API_CONNECTION_LOST'],
])('a call with effects is not sent again when the server was %s', async (_, answer, code) => {
	const transport = fakeTransport(answer);
	expect(await codeOf(createClient(transport).client.call(call(false), NEVER))).toBe(code);
	expect(transport.requests).toHaveLength(1);
});

test.each([
	['a host that could not be reached', new DingTalkError('API_UNREACHABLE')],
	['concurrent changes, which DingTalk turns away', refused(400, 'operationConcurrentControl')],
])('a call with effects is sent again after %s', async (_, answer) => {
	expect(await createClient(fakeTransport(answer, ok('done'))).client.call(call(false), NEVER)).toBe('done');
});

test.each([
	['permissionDenied', 'PERMISSION_DENIED'],
	['Forbidden.AccessDenied.ApiCountLimitForOrg', 'QUOTA_SPENT'],
	['spaceNotExist', 'SPACE_NOT_FOUND'],
	['InvalidAuthentication', 'INVALID_TOKEN'],
])('%s is final', async (apiCode, code) => {
	const transport = fakeTransport(refused(403, apiCode));
	const { client } = createClient(transport);
	const failing = client.call(call(), NEVER);
	expect(await codeOf(failing)).toBe(code);
	await expect(failing).rejects.toMatchObject({ facts: { operation: 'someCall', apiCode, httpStatus: 403 } });
});

test('only calls that DingTalk charges are counted', async () => {
	const { client } = createClient(
		fakeTransport(THROTTLED, new DingTalkError('API_UNREACHABLE'), BUSY, ok('done'), ok('done')),
	);
	await client.call(call(), NEVER);
	await client.call(call(), NEVER);
	expect(client.calls).toBe(3);
	expect(client.throttledCalls).toBe(1);
});

test('a server that goes silent does not hold the call for ever', async () => {
	const transport = fakeTransport(silent);
	const client = new ApiClient(transport, { callTimeoutMs: 5 });
	expect(await codeOf(client.call(call(false), NEVER))).toBe('API_TIMEOUT');
});

test('a transport that does not listen to its signal is left behind', async () => {
	const transport = fakeTransport(() => new Promise(() => {}));
	const client = new ApiClient(transport, { callTimeoutMs: 5 });
	expect(await codeOf(client.call(call(false), NEVER))).toBe('API_TIMEOUT');
});

test('a stop ends a call at once', async () => {
	const stop = new AbortController();
	const transport = fakeTransport(silent);
	const stopped = codeOf(new ApiClient(transport).call(call(), stop.signal));
	stop.abort();
	expect(await stopped).toBe('UPLOAD_ABORTED');
	expect(transport.requests[0]?.signal.aborted).toBe(true);
});

test('a call that is over lets go of the signal, which may outlive thousands of calls', async () => {
	const { signal } = new AbortController();
	await new ApiClient(fakeTransport(ok('done'))).call(call(), signal);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a stop ends a wait at once', async () => {
	const stop = new AbortController();
	const transport = fakeTransport(async () => {
		setImmediate(() => stop.abort());
		return THROTTLED;
	});
	expect(await codeOf(new ApiClient(transport).call(call(), stop.signal))).toBe('UPLOAD_ABORTED');
	expect(transport.requests).toHaveLength(1);
});

describe('a client with a pacer', () => {
	/** One whose waits take no time, and a client whose pauses take none. */
	function createPacedClient(transport: FakeTransport) {
		let nowMs = 0;
		const pacer = new CallPacer({ now: () => nowMs, sleep: async (ms) => void (nowMs += ms) });
		const clock = { random: () => 0.5, sleep: async () => {} };
		return { client: new ApiClient(transport, { pacer, clock }), now: () => nowMs };
	}

	test('takes a turn for every attempt', async () => {
		const transport = fakeTransport(BUSY, BUSY, ok('done'));
		const { client, now } = createPacedClient(transport);
		await client.call(call(), NEVER);
		expect(now()).toBeGreaterThanOrEqual(100);
	});

	test.each([
		['throttled calls', THROTTLED],
		['concurrent changes', refused(400, 'operationConcurrentControl')],
	])('goes more slowly after %s', async (_, answer) => {
		const careful = createPacedClient(fakeTransport(answer, answer, answer, ok('done')));
		const steady = createPacedClient(fakeTransport(BUSY, BUSY, BUSY, ok('done')));
		await careful.client.call(call(), NEVER);
		await steady.client.call(call(), NEVER);
		expect(careful.now()).toBeGreaterThan(1.5 * steady.now());
	});

	test('does not count the wait for a turn as silence of DingTalk', async () => {
		let nowMs = 0;
		const sleep = async (ms: number) => {
			await new Promise((resolve) => setTimeout(resolve, 50));
			nowMs += ms;
		};
		const pacer = new CallPacer({ now: () => nowMs, sleep });
		const client = new ApiClient(fakeTransport(ok(1), ok(2)), { pacer, callTimeoutMs: 20 });
		await client.call(call(), NEVER);
		expect(await client.call(call(), NEVER)).toBe(2);
	});
});
