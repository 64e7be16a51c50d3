import type { Workplace } from './probe';

/**
 * How many files of the folder have a name that starts like this. One page suffices: the newest 50 entries are more
 * than a run makes.
 */
export async function countFiles(at: Workplace, start: string): Promise<number> {
	const query = { parentId: at.folderId, order: 'newestFirst' } as const;
	const { entries } = await at.api.listDentries(at.spaceId, at.unionId, query, at.signal);
	return entries.filter(({ type, name }) => type === 'FILE' && name.startsWith(start)).length;
}
