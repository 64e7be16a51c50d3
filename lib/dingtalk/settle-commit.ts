import { backoffDelayMs, type BackoffRange, type CommitOfParts } from '../upload';
import { isOutcomeUnclear } from './api-client';
import { DingTalkError, type DingTalkErrorFacts } from './errors';
import { cleanFileName } from './file-name';
import { findCommitted } from './find-committed';
import type { SiblingCommits } from './sibling-commits';
import type { StorageApi } from './storage-api';
import type { UploadTarget } from './upload-target';
import type { Dentry } from './wire';

/** Time and chance. */
export interface CommitClock {
	readonly now: () => number;
	readonly random: () => number;
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What settling a commit takes. */
export interface CommitContext {
	readonly api: StorageApi;
	readonly target: UploadTarget;
	readonly siblings: SiblingCommits;
	readonly clock: CommitClock;
	readonly signal: AbortSignal;
}

/** A commit is sent at most this often, each time after a look that found nothing. */
const MAX_COMMITS = 4;

/** A file may show late in its folder. After a refusal nothing is sent any more, so a look may be repeated. */
const LOOKS_AFTER_REFUSAL = 3;

/** Before every look but the first of a resumed upload: a commit that timed out may still be at work. */
const SETTLE_PAUSE_MS = 1_000;
const SETTLE_BACKOFF: BackoffRange = { minMs: 1_000, maxMs: 10_000 };

/**
 * Commits, and finds out what became of a commit whose outcome is unclear: looks for its file, and only
 * where there is none commits again (docs/decisions/0007-unclear-commit.md).
 *
 * @throws DingTalkError `COMMIT_UNCERTAIN` where it stays open; UploadError `UPLOAD_ABORTED`
 */
export async function settleCommit(commit: CommitOfParts, context: CommitContext): Promise<Dentry> {
	const { siblings, target, signal } = context;
	const endTurn = await siblings.turn(target, commit.sizeBytes, signal);
	try {
		return await new Settlement(commit, context).run();
	} finally {
		endTurn();
	}
}

/** Whether the error says that the upload key is unknown or used up; a commit says so with a bare `paramError`. */
export function isUploadGone(error: unknown): boolean {
	if (!DingTalkError.is(error)) return false;
	const { operation, apiCode } = error.facts;
	const isBareRefusal = error.code === 'INVALID_REQUEST' && apiCode === 'paramError';
	return error.code === 'UPLOAD_KEY_INVALID' || (isBareRefusal && operation === 'commitFile');
}

class Settlement {
	/** Set once the outcome of a commit is unclear. */
	#unclearSinceMs: number | undefined;
	#lastError: DingTalkError | undefined;

	constructor(
		private readonly commit: CommitOfParts,
		private readonly context: CommitContext,
	) {
		this.#unclearSinceMs = commit.unclearSinceMs;
	}

	async run(): Promise<Dentry> {
		if (this.#unclearSinceMs !== undefined) {
			const file = await this.#look(this.#unclearSinceMs);
			if (file) return file;
		}
		for (let sent = 1; sent <= MAX_COMMITS; sent++) {
			const sentAtMs = this.context.clock.now();
			const outcome = await this.#send();
			if (!(outcome instanceof Error)) return this.#accept(outcome);
			if (!isOutcomeUnclear(outcome)) return await this.#afterRefusal(outcome);
			this.#unclearSinceMs ??= sentAtMs;
			this.#lastError = outcome;

			await this.#pause(sent);
			const file = await this.#look(this.#unclearSinceMs);
			if (file) return file;
		}
		throw this.#uncertain(this.#lastError);
	}

	async #send(): Promise<Dentry | DingTalkError> {
		const { api, target, signal } = this.context;
		const { spaceId, unionId, parentId, fileName: name, conflictStrategy } = target;
		const { uploadKey, sizeBytes: size } = this.commit;
		try {
			return await api.commitFile(
				spaceId,
				unionId,
				{ uploadKey, name, parentId, size, conflictStrategy },
				signal,
			);
		} catch (error) {
			if (DingTalkError.is(error)) return error;
			throw error;
		}
	}

	/** The size that was declared is checked by DingTalk; this checks DingTalk. */
	#accept(file: Dentry): Dentry {
		const { sizeBytes } = this.commit;
		const hasSize = file.sizeBytes === undefined || file.sizeBytes === sizeBytes;
		const isKeepExisting = this.context.target.conflictStrategy === 'RETURN_DENTRY_IF_EXISTS';
		// A file of another size, kept, is not this commit's.
		if (hasSize) this.context.siblings.add(file, this.commit.uploadKey);
		if (hasSize || isKeepExisting) return file;
		const facts = { operation: 'commitFile', ...this.#facts(), dentryIds: [file.id] };
		throw new DingTalkError('SIZE_MISMATCH', { ...facts, unclearSinceMs: undefined });
	}

	/** A refusal says what became of this commit, and not of an unclear one before it. */
	async #afterRefusal(refusal: DingTalkError): Promise<Dentry> {
		if (this.#unclearSinceMs === undefined) throw refusal;
		const isGone = isUploadGone(refusal);
		for (let looks = 1; looks <= LOOKS_AFTER_REFUSAL; looks++) {
			if (looks > 1) await this.#pause(looks);
			// A used up key is evidence of a file, so that one without a readable time may be it.
			const file = await this.#look(this.#unclearSinceMs, isGone);
			if (file) return file;
		}
		throw isGone ? this.#uncertain(refusal) : refusal.with(this.#facts());
	}

	async #look(sinceMs: number, acceptUndated = false): Promise<Dentry | undefined> {
		const { api, target, siblings, clock, signal } = this.context;
		const { uploadKey, sizeBytes } = this.commit;
		const name = cleanFileName(target.fileName);
		const { conflictStrategy } = target;
		const sought = { name, sizeBytes, conflictStrategy, sinceMs, acceptUndated };
		const search = { api, target, uploadKey, siblings, now: clock.now, signal };
		const files = await findCommitted(sought, search).catch((error: unknown) => {
			throw DingTalkError.is(error) ? this.#uncertain(error, { lookFailure: error.code }) : error;
		});
		if (files.length > 1) throw this.#uncertain(this.#lastError, { dentryIds: files.map(({ id }) => id) });
		const [file] = files;
		if (file?.sizeBytes === sizeBytes) siblings.add(file, uploadKey);
		return file;
	}

	async #pause(failures: number): Promise<void> {
		const { clock, signal } = this.context;
		await clock.sleep(SETTLE_PAUSE_MS + backoffDelayMs(failures, clock.random(), SETTLE_BACKOFF), signal);
	}

	#uncertain(cause: DingTalkError | undefined, more: DingTalkErrorFacts = {}): DingTalkError {
		return new DingTalkError('COMMIT_UNCERTAIN', { ...cause?.facts, ...this.#facts(), ...more }, { cause });
	}

	/** All that is needed to find the file by hand, or to go on. */
	#facts(): DingTalkErrorFacts {
		const { spaceId, parentId, fileName, conflictStrategy } = this.context.target;
		const { uploadKey, sizeBytes } = this.commit;
		const unclearSinceMs = this.#unclearSinceMs;
		return { uploadKey, spaceId, parentId, fileName, sizeBytes, conflictStrategy, unclearSinceMs };
	}
}
