import type { DentryApi } from './dentry-api';
import { DingTalkError } from './errors';
import { joinFolderPath, ROOT_FOLDER_ID } from './folder-path';
import { LookUps } from './look-ups';
import type { StorageApi } from './storage-api';
import type { DentryPage } from './storage-requests';
import type { Dentry } from './wire';

/** Where a path begins, and on whose behalf it is followed. */
export interface PathStart {
	readonly spaceId: string;
	readonly unionId: string;
}

/** 10,000 entries of one folder: more than DingTalk's own client shows with any comfort. */
const MAX_PAGES_PER_FOLDER = 200;

type Step = (parentId: string, names: readonly string[]) => Promise<string>;

/** Follows paths of folder names. Each folder is looked up once, however many paths lead through it. */
export class FoldersByPath {
	readonly #folderIds = new LookUps<string>();

	constructor(
		private readonly storage: StorageApi,
		private readonly dentries: DentryApi,
	) {}

	/**
	 * The folder at the end of the path; those that are missing are created. One call a folder, which answers the
	 * one that is there: others who create it at the same time get the same.
	 * @throws DingTalkError `FOLDER_PATH_BLOCKED`
	 */
	async ensure(start: PathStart, names: readonly string[], signal: AbortSignal): Promise<string> {
		return await this.#follow('ensure', start, names, async (parentId, upTo) => {
			const name = upTo.at(-1) ?? '';
			const conflictStrategy = 'RETURN_DENTRY_IF_EXISTS';
			const folder = await this.dentries.createFolder({ ...start, parentId, name, conflictStrategy }, signal);
			if (folder.type !== 'FILE' && isNamed(folder, name)) return folder.id;
			throw new DingTalkError('FOLDER_PATH_BLOCKED', {
				operation: 'createFolder',
				path: joinFolderPath(upTo),
			});
		});
	}

	/**
	 * The folder at the end of the path, which has to be there.
	 * @throws DingTalkError `PARENT_NOT_FOUND`, `FOLDER_TOO_BUSY`
	 */
	async find(start: PathStart, names: readonly string[], signal: AbortSignal): Promise<string> {
		return await this.#follow('find', start, names, async (parentId, upTo) => {
			const folder = await this.#findChild(start, parentId, upTo.at(-1) ?? '', signal);
			if (folder) return folder.id;
			throw new DingTalkError('PARENT_NOT_FOUND', { operation: 'listDentries', path: joinFolderPath(upTo) });
		});
	}

	async #follow(way: string, start: PathStart, names: readonly string[], step: Step): Promise<string> {
		let folderId = ROOT_FOLDER_ID;
		for (let depth = 1; depth <= names.length; depth++) {
			const upTo = names.slice(0, depth);
			const parentId = folderId;
			const key = [way, start.spaceId, start.unionId, ...upTo];
			folderId = await this.#folderIds.get(key, () => step(parentId, upTo));
		}
		return folderId;
	}

	async #findChild(
		{ spaceId, unionId }: PathStart,
		parentId: string,
		name: string,
		signal: AbortSignal,
	): Promise<Dentry | undefined> {
		let page: DentryPage | undefined;
		for (let pages = 0; pages < MAX_PAGES_PER_FOLDER; pages++) {
			const query = { parentId, order: 'byName', nextToken: page?.nextToken } as const;
			page = await this.storage.listDentries(spaceId, unionId, query, signal);
			const folder = page.entries.find((dentry) => dentry.type === 'FOLDER' && isNamed(dentry, name));
			if (folder || page.nextToken === undefined) return folder;
		}
		throw new DingTalkError('FOLDER_TOO_BUSY', { operation: 'listDentries' });
	}
}

/** DingTalk documents no rule for case and for the forms of Unicode; names that look the same are taken for one. */
function isNamed(dentry: Dentry, name: string): boolean {
	const plain = (text: string) => text.normalize('NFC').toLowerCase();
	return plain(dentry.name) === plain(name);
}
