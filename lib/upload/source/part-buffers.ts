import { UploadError } from '../errors';
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

/** Bridges the pauses between files; memory that nobody has used for this long is let go. */
const IDLE_MS = 10_000;

/**
 * The memory in which parts wait for the line, shared by uploads side by side and used again for one
 * part after the other. It is shared memory, so that another thread can hash it.
 */
export class PartBuffers {
	private readonly permits: Permits;
	private readonly idle: Buffer<SharedArrayBuffer>[] = [];
	private idleTimer: NodeJS.Timeout | undefined;
	/** In use and idle. */
	private allocatedBytes = 0;
	/** Of the uploads under way. */
	private readonly needs = new Set<{ readonly bytes: number }>();

	constructor(private readonly leastBudgetBytes = DEFAULT_BUDGET_BYTES) {
		this.permits = new Permits(leastBudgetBytes);
	}

	/**
	 * Makes the budget large enough for one upload that needs this much; several share it all the same.
	 * @returns what ends that, once the upload needs no more buffers
	 */
	provideFor(bytes: number): () => void {
		const need = { bytes };
		this.needs.add(need);
		this.permits.resize(this.budgetBytes);
		return () => {
			this.needs.delete(need);
			this.permits.resize(this.budgetBytes);
		};
	}

	/**
	 * Waits until the budget has room, first come first served.
	 * @throws UploadError `UPLOAD_ABORTED`, `UPLOAD_INVALID_OPTION` where the process cannot have so much memory
	 */
	async take(sizeBytes: number, signal: AbortSignal): Promise<PartBuffer> {
		const roundedBytes = Math.max(1, Math.ceil(sizeBytes / STEP_BYTES)) * STEP_BYTES;
		const returnPermits = await this.permits.acquire(signal, roundedBytes);
		try {
			const memory = this.reuse(roundedBytes) ?? this.allocate(roundedBytes);
			return {
				bytes: memory.subarray(0, sizeBytes),
				release: () => {
					this.keep(memory);
					returnPermits();
				},
			};
		} catch (cause) {
			returnPermits();
			throw noMemory(sizeBytes, cause);
		}
	}

	private get budgetBytes(): number {
		return Math.max(this.leastBudgetBytes, ...[...this.needs].map(({ bytes }) => bytes));
	}

	private keep(memory: Buffer<SharedArrayBuffer>): void {
		this.idle.push(memory);
		clearTimeout(this.idleTimer);
		this.idleTimer = setTimeout(() => this.dropIdle(0), IDLE_MS).unref();
	}

	private reuse(sizeBytes: number): Buffer<SharedArrayBuffer> | undefined {
		const index = this.idle.findIndex((memory) => memory.byteLength === sizeBytes);
		return index < 0 ? undefined : this.idle.splice(index, 1)[0];
	}

	private allocate(sizeBytes: number): Buffer<SharedArrayBuffer> {
		this.dropIdle(this.budgetBytes - sizeBytes);
		const memory = Buffer.from(new SharedArrayBuffer(sizeBytes));
		this.allocatedBytes += sizeBytes;
		return memory;
	}

	/** Of the buffers that nobody uses, those go first that were used longest ago. */
	private dropIdle(untilBytes: number): void {
		while (this.idle.length > 0 && this.allocatedBytes > untilBytes) {
			this.allocatedBytes -= this.idle.shift()?.byteLength ?? 0;
		}
	}
}

/** Node 20 has no buffer of more than 4 GiB, and no machine has as much memory as one may ask for. */
function noMemory(sizeBytes: number, cause: unknown): UploadError {
	return new UploadError(
		'UPLOAD_INVALID_OPTION',
		`There is no memory for a part of ${sizeBytes} bytes. Choose a smaller part size.`,
		{ reason: 'PART_TOO_LARGE' },
		{ cause },
	);
}
