import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isCheckpoint, type Checkpoint } from '../upload';

/** A failed upload, as a user hands it from one execution to another. */
export interface SavedUpload {
	readonly spaceId: string;
	readonly parentId: string;
	readonly fileName: string;
	readonly checkpoint: Checkpoint;
}

/** Says what the text is, and which way of writing it. */
const PREFIX = 'dingtalk-upload-1.';

/** Ten thousand parts are 0.5 MB of JSON; more than this is no checkpoint. */
const JSON_MAX_BYTES = 4 * 1024 * 1024;

/** One line without blanks, fit for a text field: about 25 characters a part. */
export function writeCheckpoint(saved: SavedUpload): string {
	return PREFIX + deflateRawSync(JSON.stringify(saved)).toString('base64url');
}

/** What `writeCheckpoint` wrote; undefined for anything else. */
export function readCheckpoint(text: string): SavedUpload | undefined {
	if (!text.startsWith(PREFIX)) return undefined;
	try {
		const packed = Buffer.from(text.slice(PREFIX.length), 'base64url');
		const saved: unknown = JSON.parse(inflateRawSync(packed, { maxOutputLength: JSON_MAX_BYTES }).toString());
		return isSavedUpload(saved) ? saved : undefined;
	} catch {
		return undefined;
	}
}

function isSavedUpload(value: unknown): value is SavedUpload {
	if (typeof value !== 'object' || value === null) return false;
	const { spaceId, parentId, fileName, checkpoint } = value as Partial<SavedUpload>;
	return [spaceId, parentId, fileName].every((id) => typeof id === 'string') && isCheckpoint(checkpoint);
}
