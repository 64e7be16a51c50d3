import type { Dentry, Page } from '../../../lib/dingtalk';

/** What a pick-list needs to know of a file or folder. */
export type Entry = Pick<Dentry, 'id' | 'name' | 'type'>;

/** An entry, and where it lies in the space. */
export interface Located extends Entry {
	/** From the root, such as `/Reports/2026`. */
	readonly path: string;
}

/** A folder that is still to be listed, wholly or from one of its pages on. */
export interface Place {
	readonly id: string;
	/** Empty for the root. */
	readonly path: string;
	/** How many folders it lies in: 0 for the root. */
	readonly depth: number;
	/** Where its next page starts; undefined for the first. */
	readonly nextToken: string | undefined;
}

/** What becomes of one page of a folder. */
interface Directions {
	/** What the user can choose. */
	readonly offered: readonly Located[];
	/** The folders to be listed in their turn. */
	readonly entered: readonly Located[];
	/** The folder's other pages hold nothing of interest. */
	readonly isLastPage?: boolean;
}

/** @param depth of the folder whose page this is */
export type Guide = (page: readonly Located[], depth: number) => Directions;

export interface Walk {
	readonly offered: readonly Located[];
	/** What is still to be listed, in this order. */
	readonly left: readonly Place[];
}

/**
 * Lists folders breadth-first: parents come before their children, and a folder's pages one after the other.
 *
 * @param isEnough asked after every page, with the number of entries offered so far
 */
export async function walkFolders(
	start: readonly Place[],
	guide: Guide,
	list: (place: Place) => Promise<Page<Entry>>,
	isEnough: (offered: number) => boolean,
): Promise<Walk> {
	const offered: Located[] = [];
	const left = [...start];
	for (let place = left.shift(); place !== undefined; place = left.shift()) {
		const { path, depth } = place;
		const { entries, nextToken } = await list(place);
		const page = entries.map((entry) => ({ ...entry, path: `${path}/${entry.name}` }));
		const directions = guide(page, depth);
		offered.push(...directions.offered);
		left.push(...directions.entered.map((folder) => placeOf(folder, depth + 1)));
		if (nextToken !== undefined && !directions.isLastPage) left.unshift({ ...place, nextToken });
		if (isEnough(offered.length)) break;
	}
	return { offered, left };
}

function placeOf({ id, path }: Located, depth: number): Place {
	return { id, path, depth, nextToken: undefined };
}
