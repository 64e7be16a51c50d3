import { orAborted } from './abort';

/** A counting semaphore, first come first served. */
export class Permits {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/** Waits for a permit and answers the function that gives it back. @throws UploadError `UPLOAD_ABORTED` */
	async acquire(signal: AbortSignal): Promise<() => void> {
		if (this.free > 0) {
			this.free--;
			return () => this.release();
		}
		let grant: () => void = () => {};
		const granted = new Promise<void>((resolve) => {
			grant = resolve;
			this.waiting.push(resolve);
		});
		try {
			await orAborted(granted, signal);
		} catch (error) {
			const index = this.waiting.indexOf(grant);
			if (index >= 0) this.waiting.splice(index, 1);
			else this.release();
			throw error;
		}
		return () => this.release();
	}

	private release(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.free++;
	}
}
