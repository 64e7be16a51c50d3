import { Permits } from '../permits';

export interface PartBuffer {
	readonly bytes: Buffer<SharedArrayBuffer>;
	/** Must be called once nothing writes to the bytes any more. */
	release(): void;
}

/** Nine parts of 16 MiB: as many as are in flight at most by default, and one being read. */
const DEFAULT_BUDGET_BYTES = 9 * 16 * 1024 * 1024;

/**
 * Buffers are multiples of this, so that files of any size use the same few again: the garbage
 * collector does not see how large shared memory is, and lets what is dropped lie about.
 */
const STEP_BYTES = 1024 * 1024;

/**
 * The memory in which parts wait for the line, shared by uploads side by side and used again for one
 * part after the other. It is shared memory, so that another thread can hash it.
 */
export class PartBuffers {
	private readonly permits: Permits;
	private readonly idle: SharedArrayBuffer[] = [];
	/** In use and idle. */
	private allocatedBytes = 0;

	constructor(private budgetBytes = DEFAULT_BUDGET_BYTES) {
		this.permits = new Permits(budgetBytes);
	}

	/** Makes the budget large enough for one upload that needs this much; several share it all the same. */
	provideFor(bytes: number): void {
		this.budgetBytes = Math.max(this.budgetBytes, bytes);
		this.permits.resize(this.budgetBytes);
	}

	/** Waits until the budget has room, first come first served. @throws UploadError `UPLOAD_ABORTED` */
	async take(sizeBytes: number, signal: AbortSignal): Promise<PartBuffer> {
		const roundedBytes = Math.max(1, Math.ceil(sizeBytes / STEP_BYTES)) * STEP_BYTES;
		const returnPermits = await this.permits.acquire(signal, roundedBytes);
		const memory = this.reuse(roundedBytes) ?? this.allocate(roundedBytes);
		return {
			bytes: Buffer.from(memory, 0, sizeBytes),
			release: () => {
				this.idle.push(memory);
				returnPermits();
			},
		};
	}

	private reuse(sizeBytes: number): SharedArrayBuffer | undefined {
		const index = this.idle.findIndex((memory) => memory.byteLength === sizeBytes);
		return index < 0 ? undefined : this.idle.splice(index, 1)[0];
	}

	/** Makes room first: of the buffers that nobody uses, those go that were used longest ago. */
	private allocate(sizeBytes: number): SharedArrayBuffer {
		while (this.idle.length > 0 && this.allocatedBytes + sizeBytes > this.budgetBytes) {
			this.allocatedBytes -= this.idle.shift()?.byteLength ?? 0;
		}
		this.allocatedBytes += sizeBytes;
		return new SharedArrayBuffer(sizeBytes);
	}
}
