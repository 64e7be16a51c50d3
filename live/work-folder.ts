import type { Connection } from './connection';
import { describeFailure } from './describe-failure';
import { REMOVAL_CALLS, removeDentry } from './remove-dentry';
import type { Account } from './settings';

/** Calls that making the folder takes, and at most those of removing it. */
export const FOLDER_CALLS = { make: 1, remove: REMOVAL_CALLS } as const;

/** For making the folder, and for removing it: what a person waits for after Ctrl+C. */
const TIMEOUT_MS = 90_000;

/** The folder of a run: everything is made in it, so that one call removes it all. */
export class WorkFolder {
	private constructor(
		private readonly connection: Connection,
		private readonly account: Account,
		private readonly name: string,
		readonly id: string,
	) {}

	/** Not to be stopped: nobody would know about a folder whose answer was not waited for. @throws Error */
	static async make(connection: Connection, account: Account, name: string): Promise<WorkFolder> {
		const { spaceId, folderId: parentId, unionId } = account;
		// The name is new, so this makes a folder, and may be repeated where the answer was lost.
		const folder = { spaceId, parentId, unionId, name, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' } as const;
		try {
			const made = await connection.dentries.createFolder(folder, AbortSignal.timeout(TIMEOUT_MS));
			// It is removed with all that is in it, so it must be nobody else's.
			if (made.name !== name) throw new Error('the answer is another folder');
			return new WorkFolder(connection, account, name, made.id);
		} catch (error) {
			throw new Error(`Could not make the folder ${name} to work in: ${describeFailure(error)}`);
		}
	}

	/** Removes it with all that is in it. Never throws: answers what is left, and why, if anything is. */
	async remove(): Promise<string | undefined> {
		const failure = await this.#whyNotRemoved();
		return failure && `the folder ${this.name}, with all that is in it (${failure})`;
	}

	async #whyNotRemoved(): Promise<string | undefined> {
		const { spaceId, unionId } = this.account;
		const address = { spaceId, dentryId: this.id, unionId };
		try {
			const removal = await removeDentry(this.connection, address, AbortSignal.timeout(TIMEOUT_MS));
			return removal === 'at once' || removal === 'by a task' ? undefined : `deleted ${removal}`;
		} catch (error) {
			return describeFailure(error);
		}
	}
}
