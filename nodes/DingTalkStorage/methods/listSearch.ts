import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchFiles, searchFolders } from './search-dentries';
import { searchSpaces } from './search-spaces';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** The pick-lists, by the names under which the parameters refer to them. */
export const listSearch = { searchSpaces, searchFolders, searchFiles } satisfies Record<string, Search>;
