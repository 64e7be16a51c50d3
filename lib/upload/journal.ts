import type { Checkpoint } from './checkpoint';

/** What an upload has achieved, step by step. */
export type JournalEntry =
	/** Begins anew: what was recorded before is void. */
	| {
			readonly kind: 'opened';
			readonly uploadKey: string;
			readonly sizeBytes: number;
			readonly partSizeBytes: number;
	  }
	/** The storage acknowledged the part; `digest` is the MD5 of its bytes in upper-case hex. */
	| { readonly kind: 'stored'; readonly partNumber: number; readonly digest: string }
	/** The commit is about to be sent; until it is answered nobody knows what became of it. */
	| { readonly kind: 'committing'; readonly atMs: number }
	/** The commit was answered, and no file has come of it. */
	| { readonly kind: 'commitRefused' };

/**
 * Keeps account of one upload, from an earlier run's checkpoint on, if there is one. Outlives the
 * upload, so that whoever started it can ask for the checkpoint after a failure.
 */
export class UploadJournal {
	#head: Omit<Checkpoint, 'digests'> | undefined;
	readonly #digests: Map<number, string>;

	/** @param keep writes an entry to a place that survives this process; it settles once the entry is safe there */
	constructor(
		resumeFrom?: Checkpoint,
		private readonly keep?: (entry: JournalEntry) => Promise<void>,
	) {
		const { digests = {}, ...head } = resumeFrom ?? {};
		if (resumeFrom) this.#head = head as Omit<Checkpoint, 'digests'>;
		this.#digests = new Map(Object.entries(digests).map(([number, digest]) => [Number(number), digest]));
	}

	/** Undefined before the upload is open. */
	get checkpoint(): Checkpoint | undefined {
		return this.#head && { ...this.#head, digests: Object.fromEntries(this.#digests) };
	}

	/** MD5 of every stored part, by part number. */
	get digests(): ReadonlyMap<number, string> {
		return this.#digests;
	}

	/** Settles once the entry is as safe as it gets. An upload does not end for want of a place to keep it. */
	async record(entry: JournalEntry): Promise<void> {
		this.#apply(entry);
		await this.keep?.(entry).catch(() => {});
	}

	/** The checkpoint is of no use any more. */
	forget(): void {
		this.#head = undefined;
		this.#digests.clear();
	}

	#apply(entry: JournalEntry): void {
		switch (entry.kind) {
			case 'opened': {
				const { uploadKey, sizeBytes, partSizeBytes } = entry;
				this.#head = { uploadKey, sizeBytes, partSizeBytes };
				this.#digests.clear();
				break;
			}
			case 'stored':
				this.#digests.set(entry.partNumber, entry.digest);
				break;
			case 'committing':
				// The first time counts: that commit may be the one that made the file.
				this.#markCommit(this.#head?.commitUnclearSinceMs ?? entry.atMs);
				break;
			case 'commitRefused':
				this.#markCommit(undefined);
		}
	}

	#markCommit(commitUnclearSinceMs: number | undefined): void {
		if (this.#head) this.#head = { ...this.#head, commitUnclearSinceMs };
	}
}
