import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { orAborted, throwIfAborted } from '../abort';
import { THREAD_CODE } from './hash-thread-code';

/** What a thread can read by itself, so that nothing is copied: shared memory, or an open file. */
export type HashInput =
	| { readonly bytes: Uint8Array<SharedArrayBuffer> }
	| { readonly fd: number; readonly offsetBytes: number; readonly sizeBytes: number };

interface Job {
	readonly input: HashInput;
	readonly signal: AbortSignal;
	readonly resolve: (digest: string) => void;
	readonly reject: (error: Error) => void;
}

interface Thread {
	readonly worker: Worker;
	job: Job | undefined;
	readonly idleTimer: NodeJS.Timeout;
}

/** One core is left to the thread that sends. MD5 runs at some 700 MiB/s a core: four hash 20 Gbit/s. */
const MAX_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));
/** A thread holds some 15 MiB, most of it V8's; one that had nothing to do for this long is ended. */
const IDLE_MS = 10_000;
/** What little the thread's code allocates fits in; V8's own default would be gigabytes. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };

/**
 * MD5 off the thread that sends. Threads start when there is work for them, serve all uploads of the
 * process, first come first served, and never keep the process alive.
 */
export class HashThreads {
	private readonly threads = new Set<Thread>();
	private readonly queue: Job[] = [];

	constructor(private readonly maxThreads = MAX_THREADS) {}

	/**
	 * The MD5 in upper-case hex.
	 * @throws UploadError `UPLOAD_ABORTED`; any other error means that no thread could do it
	 */
	async digest(input: HashInput, signal: AbortSignal): Promise<string> {
		throwIfAborted(signal);
		const done = new Promise<string>((resolve, reject) => {
			this.queue.push({ input, signal, resolve, reject });
		});
		this.assign();
		return await orAborted(done, signal);
	}

	/** Gives every free thread a job, and starts threads while there are more jobs than that. */
	private assign(): void {
		for (let job = this.nextJob(); job !== undefined; job = this.nextJob()) {
			const thread = this.freeThread();
			if (thread === undefined) return;
			this.queue.shift();
			thread.job = job;
			thread.idleTimer.refresh();
			thread.worker.postMessage(job.input);
		}
	}

	private nextJob(): Job | undefined {
		while (this.queue[0]?.signal.aborted) this.queue.shift();
		return this.queue[0];
	}

	private freeThread(): Thread | undefined {
		for (const thread of this.threads) if (thread.job === undefined) return thread;
		return this.threads.size < this.maxThreads ? this.startThread() : undefined;
	}

	/** Undefined where the system has no thread to give. */
	private startThread(): Thread | undefined {
		let worker: Worker;
		try {
			worker = createWorker();
		} catch (error) {
			this.turnAwayWithoutThread(error as Error);
			return undefined;
		}
		const idleTimer = setTimeout(() => this.endIdle(thread), IDLE_MS).unref();
		const thread: Thread = { worker, job: undefined, idleTimer };
		this.threads.add(thread);
		worker.on('message', ({ digest, failure }: { digest?: string; failure?: string }) => {
			const { job } = thread;
			thread.job = undefined;
			idleTimer.refresh();
			if (digest === undefined) job?.reject(new Error(failure));
			else job?.resolve(digest);
			this.assign();
		});
		worker.once('error', (error) => this.drop(thread, error));
		worker.once('exit', () => this.drop(thread, new Error('The thread has ended')));
		// Last, since listening would take it back.
		worker.unref();
		return thread;
	}

	/** Ends take a moment, in which the thread must not get a job. */
	private endIdle(thread: Thread): void {
		if (thread.job !== undefined) return;
		this.threads.delete(thread);
		void thread.worker.terminate();
	}

	private drop(thread: Thread, error: Error): void {
		clearTimeout(thread.idleTimer);
		if (!this.threads.delete(thread)) return;
		thread.job?.reject(error);
		this.turnAwayWithoutThread(error);
		this.assign();
	}

	/** Without a thread nothing would ever serve those who wait; they know another way. */
	private turnAwayWithoutThread(error: Error): void {
		if (this.threads.size === 0) for (const job of this.queue.splice(0)) job.reject(error);
	}
}

function createWorker(): Worker {
	return new Worker(THREAD_CODE, {
		eval: true,
		// Neither secrets nor what NODE_OPTIONS would load have any business here.
		env: {},
		execArgv: [],
		resourceLimits: HEAP_LIMITS,
	});
}
