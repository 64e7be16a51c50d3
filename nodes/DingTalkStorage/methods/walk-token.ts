import type { Place } from './folder-walk';

/** Where a list goes on: what n8n hands back when the user scrolls to its end. */
export interface WalkState {
	readonly left: readonly Place[];
	/** Some folders had no room in the token: the list does not show what is in them. */
	readonly isCut: boolean;
	/** Entries the list shows already. */
	readonly offered: number;
	/** Calls made for it so far. */
	readonly calls: number;
}

/**
 * Room for some 2,000 folders. It is sent with every page, and proxies in front of n8n often take no more than 1 MiB
 * at once. Beyond this the deepest folders are left out, and the user reaches them by a path.
 */
export const MAX_TOKEN_CHARS = 150_000;

type Row = readonly [id: string, path: string, depth: number, nextToken?: string];

/** Without the last folders, where not all have room in a token. */
export function cutToFit(state: WalkState): WalkState {
	let chars = 0;
	const firstOut = state.left.findIndex((place) => {
		chars += JSON.stringify(rowOf(place)).length + 1;
		return chars > MAX_TOKEN_CHARS;
	});
	return firstOut === -1 ? state : { ...state, left: state.left.slice(0, firstOut), isCut: true };
}

export function writeToken(state: WalkState): string {
	return JSON.stringify({ ...state, left: state.left.map(rowOf) });
}

/** Undefined for what is not from here: the list then starts anew. */
export function readToken(text: string | undefined): WalkState | undefined {
	const { left, isCut, offered, calls } = parseObject(text ?? '');
	const isSound = Array.isArray(left) && left.length > 0 && left.every(isRow) && typeof isCut === 'boolean';
	if (!isSound || !isCount(offered) || !isCount(calls)) return undefined;
	const places = left.map(([id, path, depth, nextToken]) => ({ id, path, depth, nextToken }));
	return { left: places, isCut, offered, calls };
}

function rowOf({ id, path, depth, nextToken }: Place): Row {
	return nextToken === undefined ? [id, path, depth] : [id, path, depth, nextToken];
}

function parseObject(text: string): Readonly<Partial<Record<string, unknown>>> {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}

function isRow(value: unknown): value is Row {
	if (!Array.isArray(value)) return false;
	const [id, path, depth, nextToken] = value as unknown[];
	const isPlace = typeof id === 'string' && id !== '' && typeof path === 'string' && isCount(depth);
	return isPlace && (nextToken === undefined || typeof nextToken === 'string');
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
