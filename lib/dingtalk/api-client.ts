import { abortableSleep, backoffDelayMs, linkAbort, orAborted, type BackoffRange } from '../upload';
import type { ApiHost, ApiRequest, ApiResponse, ApiTransport } from './api-transport';
import type { CallPacer } from './call-pacer';
import { MEANINGS } from './error-catalogue';
import { DingTalkError } from './errors';
import { readRefusal } from './read-refusal';

export interface ApiCall<T> {
	/** The wire's own name, for messages. */
	readonly operation: string;
	readonly request: Omit<ApiRequest, 'signal' | 'renewToken'>;
	/** Whether carrying it out twice does no harm. */
	readonly idempotent: boolean;
	/** @throws DingTalkError `API_BAD_ANSWER` */
	readonly parse: (body: unknown, response: ApiResponse) => T;
}

export interface ApiClientOptions {
	/** Every attempt waits for its turn here. Absent: nothing holds the calls back. */
	readonly pacer?: CallPacer;
	readonly callTimeoutMs?: number;
	/** Time and chance, for tests that must not wait. */
	readonly clock?: {
		readonly random: () => number;
		readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
	};
}

/** DingTalk's gateway gives up well before this with `operationTimeout`. */
export const CALL_TIMEOUT_MS = 60_000;

/** Attempts at a call that the network or the server let down: 7.5 s of waiting in the mean. */
const MAX_ATTEMPTS = 5;
const RETRY_BACKOFF: BackoffRange = { minMs: 1_000, maxMs: 10_000 };

/**
 * Attempts at a throttled call. DingTalk advises to sleep 1 s and repeat (DingTalk docs: call limits);
 * some limits count by the minute, and these waits make a minute and a half in the mean.
 */
const MAX_THROTTLED_ATTEMPTS = 12;
const THROTTLE_PAUSE_MS = 1_000;
const THROTTLE_BACKOFF: BackoffRange = { minMs: 1_000, maxMs: 20_000 };

/** Refusals that become rarer when the calls follow each other more slowly. */
const TOO_FAST = new Set<string>(['THROTTLED', 'CONCURRENT']);

/** Answers, or their absence, after which DingTalk may have carried out the call all the same. */
const UNCLEAR = new Set(['SERVER_BUSY', 'API_CONNECTION_LOST', 'API_TIMEOUT', 'API_BAD_ANSWER']);

/** Whether it is open what became of a call that ended like this. */
export function isOutcomeUnclear(error: unknown): error is DingTalkError {
	return DingTalkError.is(error) && UNCLEAR.has(error.code);
}

/** Carries out calls with the patience each kind of refusal deserves, and counts them. */
export class ApiClient {
	/** Answered calls; throttled ones were not carried out. */
	calls = 0;
	/** Those of them that DingTalk charges to the monthly quota: contact calls it does not (DingTalk docs: call limits). */
	quotaCalls = 0;
	throttledCalls = 0;
	readonly #clock: NonNullable<ApiClientOptions['clock']>;
	readonly #callTimeoutMs: number;
	readonly #pacer: CallPacer | undefined;

	constructor(
		private readonly transport: ApiTransport,
		options: ApiClientOptions = {},
	) {
		this.#clock = options.clock ?? { random: Math.random, sleep: abortableSleep };
		this.#callTimeoutMs = options.callTimeoutMs ?? CALL_TIMEOUT_MS;
		this.#pacer = options.pacer;
	}

	/** @throws DingTalkError; UploadError `UPLOAD_ABORTED` as soon as the signal fires */
	async call<T>(call: ApiCall<T>, signal: AbortSignal): Promise<T> {
		for (let throttled = 0, failed = 0; ; ) {
			try {
				return await this.#attempt(call, signal);
			} catch (error) {
				if (!DingTalkError.is(error)) throw error;
				const waitMs =
					MEANINGS[error.code].reaction === 'wait'
						? this.#pauseMs(++throttled)
						: this.#backoffMs(call, error, ++failed);
				if (waitMs === undefined) throw error.with({ operation: call.operation });
				await this.#clock.sleep(waitMs, signal);
			}
		}
	}

	async #attempt<T>(call: ApiCall<T>, signal: AbortSignal): Promise<T> {
		// Before the deadline is set: waiting for a turn is not DingTalk's silence.
		const paced = await this.#pacer?.turn(call.operation, signal, async () => await this.transport.ready?.());
		const response = await this.#send(call.request, signal);
		const refusal = readRefusal(response);
		this.#count(call.request.host, refusal);
		paced?.answered(refusal !== undefined && TOO_FAST.has(refusal.code));
		if (refusal) throw refusal;
		return call.parse(response.body, response);
	}

	/** A transport may be slow to notice its signal; the caller does not wait for that. */
	async #send(request: ApiCall<unknown>['request'], signal: AbortSignal): Promise<ApiResponse> {
		const ending = linkAbort(signal);
		const timedOut = new DingTalkError('API_TIMEOUT');
		const timer = setTimeout(() => ending.abort(timedOut), this.#callTimeoutMs);
		try {
			return await orAborted(this.transport.request({ ...request, signal: ending.signal }), ending.signal);
		} catch (error) {
			throw ending.signal.reason === timedOut ? timedOut : error;
		} finally {
			clearTimeout(timer);
			ending.dispose();
		}
	}

	#count(host: ApiHost, refusal: DingTalkError | undefined): void {
		if (refusal?.code === 'THROTTLED') {
			this.throttledCalls += 1;
			return;
		}
		this.calls += 1;
		if (host === 'api') this.quotaCalls += 1;
	}

	/** The gateway turns throttled calls away without carrying them out, so even a commit may be sent again. */
	#pauseMs(throttled: number): number | undefined {
		if (throttled >= MAX_THROTTLED_ATTEMPTS) return undefined;
		return THROTTLE_PAUSE_MS + backoffDelayMs(throttled, this.#clock.random(), THROTTLE_BACKOFF);
	}

	#backoffMs(call: ApiCall<unknown>, error: DingTalkError, failed: number): number | undefined {
		const isRetryable = MEANINGS[error.code].reaction === 'retry';
		const isSafe = call.idempotent || !isOutcomeUnclear(error);
		if (!isRetryable || !isSafe || failed >= MAX_ATTEMPTS) return undefined;
		return backoffDelayMs(failed, this.#clock.random(), RETRY_BACKOFF);
	}
}
