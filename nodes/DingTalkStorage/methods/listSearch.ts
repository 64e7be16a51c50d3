import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { ApiClient, sharedPacer, StorageApi, type Page } from '../../../lib/dingtalk';
import { CREDENTIAL_NAME, readCredential } from '../helpers/credential';
import { invalidParameter } from '../helpers/invalid-parameter';
import { toNodeError } from '../helpers/node-errors';
import { chooseUnionId } from '../helpers/union-id';
import { createN8nTransport } from '../transport/n8n-transport';

const ROOT_FOLDER_NAME = '/ (Root folder)';
const ROOT_FOLDER: Entry = { name: ROOT_FOLDER_NAME, value: '0' };

/** DingTalk cannot filter, so pages without a match are skipped; after this many the user scrolls on. */
const MAX_PAGES_PER_SEARCH = 20;

interface Entry {
	readonly name: string;
	readonly value: string;
}

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** The spaces that the operator can see. */
const searchSpaces: Search = async function (filter, paginationToken) {
	return await withApi(this, async (api, unionId, signal) => {
		return await collect(filter, paginationToken, async (token) => {
			const { entries, nextToken } = await api.listSpaces(unionId, token, signal);
			return {
				entries: entries.map(({ spaceId, spaceName }) => ({ name: spaceName, value: spaceId })),
				nextToken,
			};
		});
	});
};

/** The folders at the top of the chosen space, the root first. */
const searchFolders: Search = async function (filter, paginationToken) {
	const spaceId = String(this.getCurrentNodeParameter('spaceId', { extractValue: true }) ?? '').trim();
	if (spaceId === '') {
		throw invalidParameter(this, 0, 'Space', 'is empty', 'Choose a space first: folders belong to one.');
	}
	return await withApi(this, async (api, unionId, signal) => {
		const found = await collect(filter, paginationToken, async (token) => {
			const query = { parentId: '0', order: 'byName', nextToken: token } as const;
			const { entries, nextToken } = await api.listDentries(spaceId, unionId, query, signal);
			const folders = entries.filter(({ type }) => type === 'FOLDER');
			return { entries: folders.map(({ id, name }) => ({ name, value: id })), nextToken };
		});
		const isFirstPage = paginationToken === undefined || paginationToken === '';
		if (isFirstPage && matches(ROOT_FOLDER, filter)) found.results.unshift(ROOT_FOLDER);
		return found;
	});
};

export const listSearch = { searchSpaces, searchFolders };

async function withApi(
	functions: ILoadOptionsFunctions,
	search: (api: StorageApi, unionId: string, signal: AbortSignal) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	let clientId = '';
	try {
		const credential = readCredential(await functions.getCredentials(CREDENTIAL_NAME));
		clientId = credential.app.clientId;
		const ofNode = functions.getCurrentNodeParameter('unionId');
		const unionId = chooseUnionId(functions, 0, isExpression(ofNode) ? '' : ofNode, credential.unionId);
		const pacer = sharedPacer(credential.hosts.api, clientId);
		const api = new StorageApi(new ApiClient(createN8nTransport(functions, credential), { pacer }));
		return await search(api, unionId, new AbortController().signal);
	} catch (error) {
		throw toNodeError(error, functions.getNode(), 0, clientId);
	}
}

/** Outside of an execution there is no item it could be resolved for. */
function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

/** Follows the pages until one has a match. */
async function collect(
	filter: string | undefined,
	paginationToken: string | undefined,
	fetchPage: (token: string | undefined) => Promise<Page<Entry>>,
): Promise<INodeListSearchResult> {
	let token = paginationToken || undefined;
	for (let pages = 1; ; pages++) {
		const { entries, nextToken } = await fetchPage(token);
		const results = entries.filter((entry) => matches(entry, filter));
		token = nextToken;
		if (results.length > 0 || token === undefined || pages === MAX_PAGES_PER_SEARCH) {
			return { results, ...(token !== undefined && { paginationToken: token }) };
		}
	}
}

function matches(entry: Entry, filter: string | undefined): boolean {
	return entry.name.toLowerCase().includes((filter ?? '').trim().toLowerCase());
}
