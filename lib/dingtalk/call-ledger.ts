import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** DingTalk counts by the month, and lives in China, which has no summer time. */
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

const FILE_NAME = /^calls-[0-9a-f]{16}-\d{4}-\d{2}\.txt$/;

/**
 * How many calls of a month an app has made from this machine. DingTalk does not tell what is left of the quota, and
 * calls that others make are not known here, so this is what has been spent at least.
 *
 * A line for each execution: lines that several processes append do not get lost.
 */
export class CallLedger {
	/** @param app what the quota belongs to; only a digest of it is written */
	constructor(
		private readonly folder: string,
		private readonly app: string,
		private readonly now: () => number = Date.now,
	) {}

	/** Adds calls and answers how many of this month there are now. @throws what the disk throws */
	async add(calls: number): Promise<number> {
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		const file = path.join(this.folder, this.#fileName());
		await appendFile(file, `${calls}\n`, { mode: 0o600 });
		const lines = (await readFile(file, 'utf8')).split('\n');
		// The first line of a month: those before are of no use any more.
		if (lines.length <= 2) await this.#removeOthers();
		return lines.reduce((total, line) => total + (Number.parseInt(line, 10) || 0), 0);
	}

	#fileName(): string {
		const month = new Date(this.now() + CHINA_OFFSET_MS).toISOString().slice(0, 'YYYY-MM'.length);
		return `calls-${this.#digest()}-${month}.txt`;
	}

	#digest(): string {
		return createHash('sha256').update(this.app).digest('hex').slice(0, 16);
	}

	async #removeOthers(): Promise<void> {
		const [current, prefix] = [this.#fileName(), `calls-${this.#digest()}-`];
		for (const name of await readdir(this.folder)) {
			const isOld = FILE_NAME.test(name) && name.startsWith(prefix) && name !== current;
			if (isOld) await rm(path.join(this.folder, name), { force: true });
		}
	}
}
