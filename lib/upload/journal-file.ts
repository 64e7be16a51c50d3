import { open, rm, utimes, type FileHandle } from 'node:fs/promises';
import type { Checkpoint } from './checkpoint';
import { inDiskTime } from './disk-time';
import type { JournalEntry } from './journal';

/** A file in use is touched this often, so that others can tell it from one whose process is gone. */
const HEARTBEAT_MS = 60_000;

/** Five missed heartbeats: the process is gone, on a machine that cannot be asked. */
export const ABANDONED_AFTER_MS = 5 * HEARTBEAT_MS;

/**
 * One upload's journal on disk: a line of JSON per entry, appended as it happens, so that it is
 * there after the process was killed. Trouble with the disk is reported once and ends nothing but the keeping; a disk
 * that does not answer is waited for once.
 */
export class JournalFile {
	/** Not in the file yet: there is nothing to go on with. */
	#pending: JournalEntry[] = [];
	/** The first entry that is worth a file. */
	#firstKept: JournalEntry['kind'] = 'stored';
	#isKept: boolean;
	#handle: FileHandle | undefined;
	#lastWrite: Promise<void> = Promise.resolve();
	#isTroubled = false;
	#isSilent = false;
	readonly #heartbeat: NodeJS.Timeout;

	/** @param checkpoint what the file says already */
	constructor(
		private readonly path: string,
		readonly checkpoint: Checkpoint | undefined,
		private readonly onTrouble: (error: unknown) => void,
		private readonly onRelease: () => void,
		private readonly diskTimeoutMs?: number,
	) {
		this.#isKept = checkpoint !== undefined;
		this.#heartbeat = setInterval(() => void this.#touch(Date.now()), HEARTBEAT_MS).unref();
	}

	/** Goes on from a checkpoint that was kept elsewhere. */
	begin(checkpoint: Checkpoint): void {
		const { digests, commitUnclearSinceMs, ...start } = checkpoint;
		const stored = Object.entries(digests).map(
			([number, digest]) => ({ kind: 'stored', partNumber: Number(number), digest }) as const,
		);
		this.#isKept = true;
		this.#pending = [{ kind: 'opened', ...start }, ...stored];
		if (commitUnclearSinceMs !== undefined)
			this.#pending.push({ kind: 'committing', atMs: commitUnclearSinceMs });
	}

	/**
	 * Settles once the entry is in the file, or cannot be. That is made for the first stored part, or, where there is only
	 * one, for the commit: a part is soon sent again, but a file must not be made twice.
	 */
	async keep(entry: JournalEntry): Promise<void> {
		if (entry.kind === 'opened') {
			this.#pending = [entry];
			this.#isKept = false;
			this.#firstKept = entry.sizeBytes > entry.partSizeBytes ? 'stored' : 'committing';
			return;
		}
		this.#pending.push(entry);
		this.#isKept ||= entry.kind === this.#firstKept;
		if (!this.#isKept) return;
		this.#lastWrite = this.#lastWrite.then(() => this.#writePending()).catch(this.#report);
		await this.#inTime(this.#lastWrite);
	}

	/** The upload is over: nobody is to go on with it. */
	async discard(): Promise<void> {
		const remove = async () => {
			await this.#close();
			await rm(this.path, { force: true }).catch(this.#report);
			this.onRelease();
		};
		await this.#inTime(remove());
	}

	/** The upload has stopped; the next one of the same file may go on with it, in whatever process it is. */
	async release(): Promise<void> {
		const handOn = async () => {
			await this.#close();
			// To the others it looks like one whose process is gone; twice as long, because their clocks may differ.
			await this.#touch(Date.now() - 2 * ABANDONED_AFTER_MS);
			this.onRelease();
		};
		await this.#inTime(handOn());
	}

	readonly #report = (error: unknown): void => {
		if (!this.#isTroubled) this.onTrouble(error);
		this.#isTroubled = true;
	};

	async #inTime(work: Promise<void>): Promise<void> {
		if (this.#isSilent) return;
		try {
			await inDiskTime(work, this.diskTimeoutMs);
		} catch (error) {
			this.#isSilent = true;
			this.#report(error);
		}
	}

	/** What could not be written goes with the next entry: alone, that would be taken for one of the older upload in the file. */
	async #writePending(): Promise<void> {
		const entries = this.#pending;
		if (!this.#isKept || entries.length === 0) return;
		this.#pending = [];
		try {
			await this.#write(entries);
		} catch (error) {
			if (this.#pending[0]?.kind !== 'opened') this.#pending.unshift(...entries);
			await this.#closeHandle();
			throw error;
		}
	}

	async #write(entries: readonly JournalEntry[]): Promise<void> {
		const isNew = entries[0]?.kind === 'opened';
		if (isNew) await this.#closeHandle();
		const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
		if (!this.#handle) {
			this.#handle = await open(this.path, isNew ? 'w' : 'a', 0o600);
			// What was written before may end in the middle of a line: the process was killed, or the disk was full.
			lines.unshift('\n');
		}
		await this.#handle.appendFile(lines.join(''));
	}

	async #touch(atMs: number): Promise<void> {
		const at = new Date(atMs);
		// Not there before the first part is stored.
		await utimes(this.path, at, at).catch(() => {});
	}

	async #close(): Promise<void> {
		clearInterval(this.#heartbeat);
		await this.#lastWrite;
		await this.#closeHandle();
	}

	async #closeHandle(): Promise<void> {
		const handle = this.#handle;
		this.#handle = undefined;
		await handle?.close().catch(this.#report);
	}
}
