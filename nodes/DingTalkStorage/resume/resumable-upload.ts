import { DingTalkError, writeCheckpoint, type SavedUpload, type UploadTarget } from '../../../lib/dingtalk';
import { UploadJournal, type Checkpoint } from '../../../lib/upload';
import type { Execution } from '../actions/execution';
import { journalFolder } from './journals';

/** A failure after which the upload can be gone on with. `cause` is what failed. */
export class ResumableFailure extends Error {
	override readonly name = 'ResumableFailure';

	constructor(
		cause: unknown,
		/** For the option Resume From. */
		readonly checkpoint: string,
		readonly storedParts: number,
	) {
		super('The upload can be gone on with', { cause });
	}
}

export interface ResumableUpload {
	readonly target: UploadTarget;
	readonly sizeBytes: number;
	/** Of the option Resume From, or of an earlier try of this execution. */
	readonly given: Checkpoint | undefined;
	/** Told where to go on, for a next try of this execution. */
	readonly remember: (checkpoint: string) => void;
}

/** Of earlier uploads that are gone on with here. Two files that went on with the same one would mix their parts. */
const keysInUse = new Set<string>();

/**
 * Runs an upload with a journal: from the checkpoint that is given, else from what an earlier execution
 * has left on this machine; of the same upload the machine knows more. Who comes second to a checkpoint begins anew.
 * A failure leaves one on the disk, in the error, and with `remember`.
 *
 * @throws ResumableFailure where there is something to go on with, else what `upload` threw
 */
export async function withJournal<T>(
	execution: Execution,
	{ target, sizeBytes, given, remember }: ResumableUpload,
	upload: (journal: UploadJournal) => Promise<T>,
): Promise<T> {
	const folder = journalFolder(execution.functions.logger);
	const file = await folder.take(identityOf(execution, target, sizeBytes));
	// A run that was killed may have gone further with what is given, and only the disk knows.
	const isOnDisk = file.checkpoint?.uploadKey === given?.uploadKey;
	const known = isOnDisk ? file.checkpoint : (given ?? file.checkpoint);
	const checkpoint = known && keysInUse.has(known.uploadKey) ? undefined : known;
	if (checkpoint) keysInUse.add(checkpoint.uploadKey);
	if (checkpoint && checkpoint === given && !isOnDisk) file.begin(checkpoint);
	const journal = new UploadJournal(checkpoint, async (entry) => await file.keep(entry));
	try {
		const result = await upload(journal);
		await file.discard();
		return result;
	} catch (error) {
		// Only a person can tell whether there is a file. A later upload of the same content must not be stuck with that.
		const isUnclear = DingTalkError.is(error) && error.code === 'COMMIT_UNCERTAIN';
		await (isUnclear ? file.discard() : file.release());
		const failure = resumable(error, target, journal.checkpoint);
		if (failure instanceof ResumableFailure) remember(failure.checkpoint);
		throw failure;
	} finally {
		if (checkpoint) keysInUse.delete(checkpoint.uploadKey);
	}
}

/** Uploads of which one may go on with the parts of the other, if the bytes turn out to be the same. */
function identityOf({ credential }: Execution, target: UploadTarget, sizeBytes: number): string {
	const { spaceId, parentId, unionId, fileName, conflictStrategy } = target;
	const { app, hosts } = credential;
	return JSON.stringify([
		hosts.api,
		app.clientId,
		unionId,
		spaceId,
		parentId,
		fileName,
		conflictStrategy,
		sizeBytes,
	]);
}

function resumable(error: unknown, target: UploadTarget, checkpoint: Checkpoint | undefined): unknown {
	if (!checkpoint) return error;
	const storedParts = Object.keys(checkpoint.digests).length;
	if (storedParts === 0) return error;
	const { spaceId, parentId, fileName } = target;
	const saved: SavedUpload = { spaceId, parentId, fileName, checkpoint };
	return new ResumableFailure(error, writeCheckpoint(saved), storedParts);
}
