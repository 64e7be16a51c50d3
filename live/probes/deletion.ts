import { orRefusal } from '../answer';
import type { Probe } from '../probe';
import { UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';
import { REMOVAL_CALLS, removeDentry } from '../remove-dentry';

export const deletion: Probe = {
	question: 'How things are deleted',
	maxCalls: 1 + 2 * UPLOAD_CALLS + 2 * REMOVAL_CALLS,
	alternatives: [{ deletion: 'at-once' }, { deletion: 'task' }, { deletion: 'failing-task' }],
	async ask(at) {
		const { spaceId, folderId: parentId, unionId, signal } = at;
		const place = { spaceId, parentId, unionId, conflictStrategy: 'AUTO_RENAME' } as const;
		const folder = await at.dentries.createFolder({ ...place, name: 'deletion' }, signal);
		await uploadFewBytes({ ...at, folderId: folder.id }, 'inside.bin');
		const file = await uploadFewBytes(at, 'deletion.bin');
		const remove = async (dentryId: string) =>
			await orRefusal(() => removeDentry(at, { spaceId, dentryId, unionId }, signal));
		return { 'a file': await remove(file.id), 'a folder with a file in it': await remove(folder.id) };
	},
};
