import { canBeCommitted, windowStartMs, type SoughtFile } from './committed-match';
import { DingTalkError } from './errors';
import type { SiblingCommits } from './sibling-commits';
import type { StorageApi } from './storage-api';
import type { DentryPage } from './storage-requests';
import type { UploadTarget } from './upload-target';
import type { Dentry } from './wire';

/** 2,000 entries. At most those changed since the commit was sent are read, so only very busy folders have more. */
const MAX_PAGES = 40;

/** Where to look, and with what. */
export interface Search {
	readonly api: StorageApi;
	readonly target: Pick<UploadTarget, 'spaceId' | 'unionId' | 'parentId'>;
	/** Of the commit. */
	readonly uploadKey: string;
	readonly siblings: SiblingCommits;
	readonly now: () => number;
	readonly signal: AbortSignal;
}

/**
 * Every file in the folder that can be what the commit has made and that no other commit of this process
 * has made. Reads the newest entries first, and no further than the time at which the commit was sent.
 *
 * @throws DingTalkError `FOLDER_TOO_BUSY` where the end is not reached
 */
export async function findCommitted(sought: SoughtFile, search: Search): Promise<Dentry[]> {
	const { api, target, uploadKey, siblings, now, signal } = search;
	const isKeepExisting = sought.conflictStrategy === 'RETURN_DENTRY_IF_EXISTS';
	// By id: an entry that is added meanwhile moves others to the next page, where they come a second time.
	const found = new Map<string, Dentry>();
	let page: DentryPage | undefined;
	for (let pages = 0; pages < MAX_PAGES; pages++) {
		const query = { parentId: target.parentId, order: 'newestFirst', nextToken: page?.nextToken } as const;
		page = await api.listDentries(target.spaceId, target.unionId, query, signal);
		const startMs = windowStartMs(sought.sinceMs, page.serverTimeMs, now());
		for (const dentry of page.entries) {
			if (!canBeCommitted(dentry, sought, startMs)) continue;
			if (isKeepExisting || !siblings.isAnothers(dentry, uploadKey)) found.set(dentry.id, dentry);
		}
		const isEnough = isKeepExisting ? found.size > 0 : endsBefore(page, startMs);
		if (isEnough || page.nextToken === undefined) return [...found.values()];
	}
	// Keep Existing never makes a second file, so what was not seen does not matter.
	if (isKeepExisting) return [];
	throw new DingTalkError('FOLDER_TOO_BUSY', { operation: 'listDentries' });
}

function endsBefore({ entries }: DentryPage, startMs: number): boolean {
	const oldestMs = entries.at(-1)?.modifiedAtMs;
	return oldestMs !== undefined && oldestMs < startMs;
}
