/** What is wrong with a file name. */
export type FileNameFlaw =
	| { readonly kind: 'empty' }
	| { readonly kind: 'character'; readonly character: string }
	| { readonly kind: 'trailingDot' }
	| { readonly kind: 'tooLong'; readonly bytes: number };

/** DingTalk documents no limit; this is the one of the file systems its clients save to. */
export const FILE_NAME_MAX_BYTES = 255;

/**
 * DingTalk forbids tab * " < > | (DingTalk docs: files/commit). Slashes, control characters and halves of a
 * surrogate pair it does not mention; no file system could hold them.
 */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[*"<>|/\\\u0000-\u001f\u007f\p{Surrogate}]/u;

/** The name DingTalk would give the file: it strips blanks from both ends without saying so. */
export function cleanFileName(name: string): string {
	return name.trim();
}

/** The first flaw of a cleaned name, or undefined where it has none. */
export function findFileNameFlaw(name: string): FileNameFlaw | undefined {
	if (name === '') return { kind: 'empty' };
	const character = FORBIDDEN.exec(name)?.[0];
	if (character !== undefined) return { kind: 'character', character };
	if (name.endsWith('.')) return { kind: 'trailingDot' };
	const bytes = Buffer.byteLength(name, 'utf8');
	return bytes > FILE_NAME_MAX_BYTES ? { kind: 'tooLong', bytes } : undefined;
}
