import { DingTalkError, type Dentry, type Page } from '../../../lib/dingtalk';
import type { Entry, Place } from './folder-walk';
import type { RecentPages } from './recent-pages';
import type { FolderLister } from './tree-search';
import type { Caller } from './with-api';

/** Lists the folders of one space, from memory where that is possible. */
export class SpaceLister implements FolderLister {
	#calls = 0;

	constructor(
		private readonly caller: Caller,
		private readonly spaceId: string,
		private readonly recent: RecentPages,
	) {}

	get calls(): number {
		return this.#calls;
	}

	async list(place: Place): Promise<Page<Entry>> {
		const { id, nextToken } = place;
		return await this.recent.get(JSON.stringify([id, nextToken]), async () => await this.call(place));
	}

	private async call({ id, depth, nextToken }: Place): Promise<Page<Entry>> {
		this.#calls++;
		const { api, unionId, signal } = this.caller;
		const query = { parentId: id, order: 'byName', nextToken } as const;
		const listed = api.listDentries(this.spaceId, unionId, query, signal);
		const page = await (depth === 0 ? listed : listed.catch(nothingIfClosed));
		return {
			entries: page.entries.map(({ id, name, type }) => ({ id, name, type })),
			nextToken: page.nextToken,
		};
	}
}

/** A folder that is gone by now, or that the operator may see but not open, is no reason to show nothing at all. */
async function nothingIfClosed(error: unknown): Promise<Page<Dentry>> {
	const isClosed = DingTalkError.is(error) && ['PARENT_NOT_FOUND', 'PERMISSION_DENIED'].includes(error.code);
	return isClosed ? { entries: [], nextToken: undefined } : await Promise.reject(error);
}
