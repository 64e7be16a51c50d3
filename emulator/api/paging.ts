/** One page of a list, and where the next one starts; an empty token says there is none. */
export interface Page<T> {
	readonly items: readonly T[];
	readonly nextToken: string;
}

/** Cuts a page out of a list. The token is opaque to the caller; anything else starts from the beginning. */
export function pageOf<T>(all: readonly T[], nextToken: string | null, pageSize: number): Page<T> {
	const start = Number(Buffer.from(nextToken ?? '', 'base64url').toString('latin1')) || 0;
	const end = start + pageSize;
	return {
		items: all.slice(start, end),
		nextToken: end < all.length ? Buffer.from(String(end), 'latin1').toString('base64url') : '',
	};
}
