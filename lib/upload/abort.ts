import { setMaxListeners } from 'node:events';
import { UploadError, type UploadErrorFacts } from './errors';

/** An abort controller that also fires when `parent` does. `dispose` lets go of the parent. */
export interface LinkedAbort {
	readonly signal: AbortSignal;
	abort(reason: unknown): void;
	dispose(): void;
}

/**
 * Node keeps what `AbortSignal.any` made reachable for as long as its source lives, and an
 * execution's signal outlives thousands of uploads; this one lets go of its listener.
 */
export function linkAbort(parent: AbortSignal | undefined): LinkedAbort {
	const controller = new AbortController();
	// Everything under way listens; Node would take more than ten for a leak and say so on the console.
	setMaxListeners(0, controller.signal);
	const follow = () => controller.abort(parent?.reason);
	if (parent?.aborted) follow();
	parent?.addEventListener('abort', follow, { once: true });
	return {
		signal: controller.signal,
		abort: (reason) => controller.abort(reason),
		dispose: () => parent?.removeEventListener('abort', follow),
	};
}

/** @throws UploadError `UPLOAD_ABORTED` */
export function throwIfAborted(signal: AbortSignal): void {
	if (signal.aborted) throw abortError(signal);
}

export function abortError(signal: AbortSignal, facts: UploadErrorFacts = {}): UploadError {
	return new UploadError('UPLOAD_ABORTED', 'The upload was stopped', facts, { cause: signal.reason });
}

/**
 * Settles as `work` does, or rejects at once with `UPLOAD_ABORTED` when the signal fires; `work`
 * is then left alone, and its late failure goes unheard.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise<T>((resolve, reject) => {
		const stop = () => reject(abortError(signal));
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

/** Waits `ms`, or rejects with `UPLOAD_ABORTED` as soon as the signal fires. */
export function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const pause = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	return orAborted(pause, signal).finally(() => clearTimeout(timer));
}
