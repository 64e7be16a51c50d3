import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isCheckpoint, type Checkpoint } from './checkpoint';
import { inDiskTime } from './disk-time';
import { UploadJournal, type JournalEntry } from './journal';
import { ABANDONED_AFTER_MS, JournalFile } from './journal-file';

/** Long enough for a week-end; DingTalk documents no lifetime of an upload key. */
const KEPT_FOR_MS = 3 * 24 * 60 * 60 * 1000;

/** A process lives for months, and looking at every file's age takes a call to the disk for each. */
const TIDY_EVERY_MS = 60 * 60 * 1000;

/** Part of a file's name: who writes to it. Containers on one volume have the same process ids, but not the same host. */
interface Owner {
	readonly host: string;
	readonly pid: number;
	/** Of this run of the process: after a restart the process id may be the same. */
	readonly run: string;
}

const SELF: Owner = { host: digest(hostname(), 8), pid: process.pid, run: randomBytes(4).toString('hex') };

const FILE_NAME =
	/^(?<upload>[0-9a-f]{32})\.(?<host>[0-9a-f]{8})\.(?<pid>\d+)\.(?<run>[0-9a-f]{8})-\d+\.jsonl$/;

/**
 * The journals of uploads that are under way or have failed, a file each. An upload goes on with the
 * file of an earlier one of the same identity, unless that is still under way, here or in another process.
 */
export class JournalFolder {
	readonly #inUse = new Set<string>();
	#files = 0;
	#tidiedAtMs = -Infinity;

	/** @param onTrouble told why the disk is of no use; uploads go on without */
	constructor(
		private readonly folder: string,
		private readonly onTrouble: (error: unknown) => void,
		private readonly self: Owner = SELF,
		private readonly diskTimeoutMs?: number,
	) {}

	/** @param identity what makes two uploads the same: target, name, size */
	async take(identity: string): Promise<JournalFile> {
		const upload = digest(identity, 32);
		const { host, pid, run } = this.self;
		const name = `${upload}.${host}.${pid}.${run}-${++this.#files}.jsonl`;
		this.#inUse.add(name);
		const file = path.join(this.folder, name);
		const claimed = inDiskTime(this.#claim(upload, file), this.diskTimeoutMs);
		const checkpoint = await claimed.catch((error) => void this.onTrouble(error));
		const onRelease = () => this.#inUse.delete(name);
		return new JournalFile(file, checkpoint, this.onTrouble, onRelease, this.diskTimeoutMs);
	}

	/** Makes an abandoned file of this upload our own, which only one process can. */
	async #claim(upload: string, as: string): Promise<Checkpoint | undefined> {
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		if (Date.now() - this.#tidiedAtMs >= TIDY_EVERY_MS) await this.#tidy();
		for (const name of await readdir(this.folder)) {
			const owner = readOwner(name, upload);
			if (!owner || this.#inUse.has(name) || !(await this.#isAbandoned(name, owner))) continue;
			const isOurs = await takeOver(path.join(this.folder, name), as).then(
				() => true,
				() => false,
			);
			const checkpoint = isOurs ? readEntries(await readFile(as, 'utf8')) : undefined;
			if (checkpoint) return checkpoint;
		}
		return undefined;
	}

	async #isAbandoned(name: string, { host, pid, run }: Owner): Promise<boolean> {
		const ageMs = await this.#ageMs(name);
		if (ageMs > ABANDONED_AFTER_MS) return true;
		if (host !== this.self.host) return false;
		// A run before this one cannot have touched it since this one began. A twin can: containers may share a host's
		// name and have the same process ids.
		if (pid === this.self.pid && run !== this.self.run) return ageMs > performance.now();
		return run === this.self.run || !isAlive(pid);
	}

	async #tidy(): Promise<void> {
		this.#tidiedAtMs = Date.now();
		for (const name of await readdir(this.folder)) {
			const isOld = FILE_NAME.test(name) && (await this.#ageMs(name)) > KEPT_FOR_MS;
			if (isOld) await rm(path.join(this.folder, name), { force: true }).catch(this.onTrouble);
		}
	}

	/** Negative where the file is gone. */
	async #ageMs(name: string): Promise<number> {
		const found = await stat(path.join(this.folder, name)).catch(() => undefined);
		return found ? Date.now() - found.mtimeMs : -1;
	}
}

/** Touched first: under its new name it must not look abandoned for a moment. */
async function takeOver(file: string, as: string): Promise<void> {
	const now = new Date();
	await utimes(file, now, now);
	await rename(file, as);
}

/** The owner a file of this upload is named after. */
function readOwner(name: string, upload: string): Owner | undefined {
	const { groups } = FILE_NAME.exec(name) ?? {};
	if (groups?.upload !== upload) return undefined;
	return { host: groups.host ?? '', pid: Number(groups.pid), run: groups.run ?? '' };
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// It is there, and somebody else's.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** What the lines say. A killed process may have left half of one, whose part is sent again then. */
function readEntries(text: string): Checkpoint | undefined {
	const journal = new UploadJournal();
	for (const line of text.split('\n')) {
		const entry = parseLine(line);
		if (entry) void journal.record(entry);
	}
	return isCheckpoint(journal.checkpoint) ? journal.checkpoint : undefined;
}

function parseLine(line: string): JournalEntry | undefined {
	try {
		return JSON.parse(line) as JournalEntry;
	} catch {
		return undefined;
	}
}

function digest(text: string, hexDigits: number): string {
	return createHash('sha256').update(text).digest('hex').slice(0, hexDigits);
}
