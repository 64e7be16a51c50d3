import { orAborted } from './abort';

interface Waiter {
	readonly weight: number;
	readonly grant: () => void;
}

/**
 * A semaphore with weights, first come first served. Who asks for more than there is at all is let
 * in alone, so that nobody waits for ever.
 */
export class Permits {
	private readonly waiting: Waiter[] = [];
	private inUse = 0;

	constructor(private capacity: number) {}

	/** Waits for `weight` permits and answers the function that gives them back. @throws UploadError `UPLOAD_ABORTED` */
	async acquire(signal: AbortSignal, weight = 1): Promise<() => void> {
		const waiter = { weight, grant: () => {} };
		const granted = new Promise<void>((resolve) => {
			waiter.grant = resolve;
		});
		this.waiting.push(waiter);
		this.grantWaiting();
		try {
			await orAborted(granted, signal);
		} catch (error) {
			const index = this.waiting.indexOf(waiter);
			if (index >= 0) this.waiting.splice(index, 1);
			else this.inUse -= weight;
			this.grantWaiting();
			throw error;
		}
		return () => {
			this.inUse -= weight;
			this.grantWaiting();
		};
	}

	/** Permits in use beyond a smaller capacity are not called back; new ones wait until they have returned. */
	resize(capacity: number): void {
		this.capacity = capacity;
		this.grantWaiting();
	}

	private grantWaiting(): void {
		for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
			if (this.inUse > 0 && this.inUse + next.weight > this.capacity) return;
			this.waiting.shift();
			this.inUse += next.weight;
			next.grant();
		}
	}
}
