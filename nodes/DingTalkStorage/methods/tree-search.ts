import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { ROOT_FOLDER_ID, type Page } from '../../../lib/dingtalk';
import { ROOT_FOLDER_NAME } from '../actions/shared/folder';
import { walkFolders, type Entry, type Place } from './folder-walk';
import { ENTRIES_TO_SCROLL, MAX_CALLS_PER_SEARCH } from './list-limits';
import { foldText, guideFor, type Wanted } from './name-filter';
import { cutToFit, writeToken, type WalkState } from './walk-token';

export interface TreeQuery {
	readonly wanted: Wanted;
	/** What the user has typed, without blanks around it; empty for all there is. */
	readonly filter: string;
	/** Where the page before ended; undefined for the first one. */
	readonly from: WalkState | undefined;
}

/** Lists folders page by page. */
export interface FolderLister {
	/** Calls made so far: none for what is remembered. */
	readonly calls: number;
	list(place: Place): Promise<Page<Entry>>;
}

const ROOT: Place = { id: ROOT_FOLDER_ID, path: '', depth: 0, nextToken: undefined };
const AT_ROOT: WalkState = { left: [ROOT], isCut: false, offered: 0, calls: 0 };

/** Stands at the end of a list that may lack something. */
const HINT = 'Not here? Type more of its name, or a path such as /Reports/';

/** One page of the files or folders of a space, all of them or those that are looked for, each named by its path. */
export async function searchTree(query: TreeQuery, lister: FolderLister): Promise<INodeListSearchResult> {
	const { wanted, filter, from } = query;
	const isBrowsing = filter === '';
	const { left, isCut, offered, calls } = from ?? AT_ROOT;
	const results = from || wanted === 'FILE' ? [] : rootIfNamed(filter);

	const isOpened = isBrowsing && from === undefined;
	const wasLong = offered >= ENTRIES_TO_SCROLL;
	// n8n asks for the second page by itself, and for others when the user scrolls: then one entry will do.
	const minFound = (isOpened || wasLong ? 1 : ENTRIES_TO_SCROLL - offered) - results.length;
	const maxCalls = MAX_CALLS_PER_SEARCH - (isBrowsing && !wasLong ? calls : 0);
	const isSpent = () => lister.calls >= maxCalls;
	const walk = await walkFolders(
		left,
		guideFor(filter, wanted),
		async (place) => await lister.list(place),
		(found) => found >= minFound || isSpent(),
	);
	results.push(...walk.offered.map(({ path, id }) => ({ name: path, value: id })));

	const next = cutToFit({
		left: walk.left,
		isCut,
		offered: offered + results.length,
		calls: calls + lister.calls,
	});
	const hasMore = next.left.length > 0;
	const isLong = next.offered >= ENTRIES_TO_SCROLL;
	const isStuck = hasMore && isSpent() && (!isLong || results.length === 0);
	if (isStuck || (!hasMore && next.isCut)) {
		// n8n's editor lets nobody choose a value that is true or false.
		results.push({ name: HINT, value: false });
	}
	// n8n would go on by itself with a short list, for as long as there are folders.
	const goesOn = hasMore && !(isStuck && isBrowsing && !isLong);
	return { results, ...(goesOn && { paginationToken: writeToken(next) }) };
}

function rootIfNamed(filter: string): INodeListSearchItems[] {
	const isNamed = foldText(ROOT_FOLDER_NAME).includes(foldText(filter));
	return isNamed ? [{ name: ROOT_FOLDER_NAME, value: ROOT_FOLDER_ID }] : [];
}
