import { isNumbered } from './numbered-name';
import type { ConflictStrategy } from './storage-requests';
import type { Dentry } from './wire';

/** What a commit was to make, as far as the list of a folder shows it. */
export interface SoughtFile {
	/** As DingTalk would store it. */
	readonly name: string;
	readonly sizeBytes: number;
	readonly conflictStrategy: ConflictStrategy;
	/** When the commit was first sent, on the local clock. */
	readonly sinceMs: number;
	/** Whether a file whose times cannot be read may be it. */
	readonly acceptUndated: boolean;
}

/** DingTalk's dates and the `Date` header are whole seconds, and may come from two machines. */
const CLOCK_TOLERANCE_MS = 2_000;

/** How far the local clock may be wrong where no `Date` header says what DingTalk's is. */
const UNKNOWN_CLOCK_TOLERANCE_MS = 120_000;

/**
 * The earliest time, on DingTalk's clock, that a file of this commit can have.
 *
 * @param serverTimeMs DingTalk's clock when it answered
 * @param nowMs the local clock when the answer arrived: what the answer took makes the window wider, never narrower
 */
export function windowStartMs(sinceMs: number, serverTimeMs: number | undefined, nowMs: number): number {
	if (serverTimeMs === undefined) return sinceMs - UNKNOWN_CLOCK_TOLERANCE_MS;
	return sinceMs + (serverTimeMs - nowMs) - CLOCK_TOLERANCE_MS;
}

/** Whether the entry of a folder can be what the commit has made. */
export function canBeCommitted(dentry: Dentry, sought: SoughtFile, startMs: number): boolean {
	if (dentry.type === 'FOLDER' || !fitsName(dentry.name, sought)) return false;
	// This one is answered with the file that is there, whoever made it.
	if (sought.conflictStrategy === 'RETURN_DENTRY_IF_EXISTS') return true;
	// Replace makes a version of a file that may be old; the others make a new file.
	const madeAtMs = sought.conflictStrategy === 'OVERWRITE' ? dentry.modifiedAtMs : dentry.createdAtMs;
	const isInTime = madeAtMs === undefined ? sought.acceptUndated : madeAtMs >= startMs;
	return isInTime && dentry.sizeBytes === sought.sizeBytes;
}

function fitsName(name: string, { name: asked, conflictStrategy }: SoughtFile): boolean {
	return name === asked || (conflictStrategy === 'AUTO_RENAME' && isNumbered(name, asked));
}
