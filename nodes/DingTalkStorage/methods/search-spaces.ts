import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { ENTRIES_TO_SCROLL, MAX_CALLS_PER_SEARCH } from './list-limits';
import { foldText } from './name-filter';
import { withApi } from './with-api';

/** The spaces that the operator can see. */
export async function searchSpaces(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const words = foldText(filter ?? '');
	return await withApi(this, async ({ api, unionId, signal }) => {
		const results: INodeListSearchItems[] = [];
		let token = paginationToken || undefined;
		for (let calls = 1; ; calls++) {
			const page = await api.listSpaces(unionId, token, signal);
			const spaces = page.entries.filter(({ spaceName }) => foldText(spaceName).includes(words));
			results.push(...spaces.map(({ spaceId, spaceName }) => ({ name: spaceName, value: spaceId })));
			token = page.nextToken;
			if (token === undefined) return { results };
			if (results.length >= ENTRIES_TO_SCROLL || calls === MAX_CALLS_PER_SEARCH) {
				return { results, paginationToken: token };
			}
		}
	});
}
