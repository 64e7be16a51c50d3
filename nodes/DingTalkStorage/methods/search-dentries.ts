import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { invalidParameter } from '../parameters/invalid-parameter';
import type { Wanted } from './name-filter';
import { RecentSpaces } from './recent-pages';
import { SpaceLister } from './space-lister';
import { searchTree } from './tree-search';
import { readToken } from './walk-token';
import { withApi } from './with-api';

const recentSpaces = new RecentSpaces();

/** The folders of the chosen space, the root first. */
export async function searchFolders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchSpace(this, 'FOLDER', filter, paginationToken);
}

/** The files of the chosen space. */
export async function searchFiles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchSpace(this, 'FILE', filter, paginationToken);
}

async function searchSpace(
	functions: ILoadOptionsFunctions,
	wanted: Wanted,
	filter = '',
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const spaceId = String(functions.getCurrentNodeParameter('spaceId', { extractValue: true }) ?? '').trim();
	if (spaceId === '') {
		const advice = 'Choose a space first: files and folders belong to one.';
		throw invalidParameter(functions, 0, 'Space', 'is empty', advice);
	}
	return await withApi(functions, async (caller) => {
		const key = JSON.stringify([caller.identity, spaceId]);
		const query = { wanted, filter: filter.trim(), from: readToken(token) };
		const isOpened = query.filter === '' && query.from === undefined;
		const recent = isOpened ? recentSpaces.renew(key) : recentSpaces.get(key);
		return await searchTree(query, new SpaceLister(caller, spaceId, recent));
	});
}
