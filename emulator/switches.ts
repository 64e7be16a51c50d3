/** What DingTalk does here is unknown or varies. Each switch can be turned while the emulator runs. */
export interface Switches {
	/** Dates of a dentry: `china` is what real answers carry, `iso` what the documentation says. */
	dateFormat: 'china' | 'iso';
	/** Whether a stored part answers with the MD5 of its bytes as ETag, or with none. */
	etag: 'md5' | 'none';
	/** Whether a stored part answers with `x-oss-hash-crc64ecma`; off saves processor time. */
	crc64: boolean;
	/** What a second commit with the same upload key does: it is refused, makes another file, or answers the first one. */
	repeatedCommit: 'reject' | 'duplicate' | 'same-file';
	/** What is deleted by a task: a folder with something in it, nothing, or everything; a failing task deletes nothing. */
	deletion: 'by-content' | 'at-once' | 'task' | 'failing-task';
	/** Whether the organisation has proved who it is; only then it may download. */
	orgAuthLevel: 'verified' | 'unverified';
	/** The error of `RETURN_ERROR_IF_EXISTS`. */
	conflictErrorCode: 'dentryAlreadyExist' | 'dentryNameConflict';
	/** Whether opening an upload under a name that is taken is refused, whatever the commit would do about it. */
	takenNameAtInit: 'accept' | 'reject';
	/** Whether part infos come back in another order than asked for. */
	shuffleBatches: boolean;
	/** Whether a part number may appear twice in one query. */
	duplicatePartNumbers: 'reject' | 'accept';
	/** Whether a granted or revoked scope shows in tokens issued before. */
	scopeChanges: 'next-token' | 'at-once';
	/** Whether an upload key works only for the operator who asked for it. */
	uploadKeyOperator: 'any' | 'same';
	/** Whether the object storage looks at the age of a signature before the signature itself. */
	skewCheck: 'before-signature' | 'after-signature';
	/** Bases of `resourceUrls`, the preferred first; `storage` is the emulator's own object storage. */
	resourceHosts: readonly string[];
}

/** The emulator's choices unless told otherwise. */
export const DEFAULT_SWITCHES: Readonly<Switches> = {
	dateFormat: 'china',
	etag: 'md5',
	crc64: true,
	repeatedCommit: 'reject',
	deletion: 'by-content',
	orgAuthLevel: 'verified',
	conflictErrorCode: 'dentryAlreadyExist',
	takenNameAtInit: 'accept',
	shuffleBatches: false,
	duplicatePartNumbers: 'reject',
	scopeChanges: 'next-token',
	uploadKeyOperator: 'any',
	skewCheck: 'before-signature',
	resourceHosts: ['storage'],
};

/** Turns switches; throws on a name that is none, which would change nothing. */
export function applySwitches(switches: Switches, changes: Partial<Switches>): void {
	const unknown = Object.keys(changes).filter((name) => !(name in DEFAULT_SWITCHES));
	if (unknown.length > 0) throw new Error(`The emulator has no switch ${unknown.join(', ')}.`);
	Object.assign(switches, changes);
}
