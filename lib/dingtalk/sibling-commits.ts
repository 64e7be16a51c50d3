import { Permits } from '../upload';
import { plainName } from './numbered-name';
import type { UploadTarget } from './upload-target';
import type { Dentry } from './wire';

/** Uploads of some hours at DingTalk's 20 commits a second would pass this; a look goes back seconds. */
const MAX_FILES = 10_000;

/**
 * Keeps the commits of one process apart, so that the look for what an unclear commit has made does not
 * find the file of another one: whose files could be taken for each other are committed one after the
 * other, and what a commit has made belongs to it.
 */
export class SiblingCommits {
	/** The last version of a file that a commit has made, by dentry id; the oldest entry first. */
	readonly #made = new Map<string, { readonly version: number; readonly uploadKey: string }>();
	readonly #turns = new Map<string, { readonly permits: Permits; users: number }>();

	/**
	 * Waits until no other commit of this folder, name and size is under way; numbered names count as
	 * the name without numbers.
	 * @returns what ends the turn
	 * @throws UploadError `UPLOAD_ABORTED`
	 */
	async turn(target: UploadTarget, sizeBytes: number, signal: AbortSignal): Promise<() => void> {
		const { spaceId, parentId, fileName } = target;
		const place = JSON.stringify([spaceId, parentId, plainName(fileName), sizeBytes]);
		const turn = this.#turns.get(place) ?? { permits: new Permits(1), users: 0 };
		this.#turns.set(place, turn);
		turn.users += 1;
		const leave = () => {
			turn.users -= 1;
			if (turn.users === 0) this.#turns.delete(place);
		};
		try {
			const release = await turn.permits.acquire(signal);
			return () => {
				release();
				leave();
			};
		} catch (error) {
			leave();
			throw error;
		}
	}

	/** Remembers that the commit of this upload has made this version of this file. */
	add({ id, version = Infinity }: Dentry, uploadKey: string): void {
		this.#made.delete(id);
		this.#made.set(id, { version, uploadKey });
		const [oldest] = this.#made.keys();
		if (this.#made.size > MAX_FILES && oldest !== undefined) this.#made.delete(oldest);
	}

	/** Whether this version of this file, or a later one, is what the commit of another upload has made. */
	isAnothers({ id, version = 0 }: Dentry, uploadKey: string): boolean {
		const made = this.#made.get(id);
		return made !== undefined && made.uploadKey !== uploadKey && version <= made.version;
	}
}
