import { orRefusal } from '../answer';
import type { Probe, Workplace } from '../probe';
import { UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';

export const existingFolder: Probe = {
	question: 'A new folder with RETURN_DENTRY_IF_EXISTS, where its name is taken',
	maxCalls: UPLOAD_CALLS + 3,
	async ask(at) {
		const folder = await create(at, 'existing-folder');
		const file = await uploadFewBytes(at, 'a-file');
		return {
			'by a folder': await orRefusal(async () => {
				const { id } = await create(at, folder.name);
				return id === folder.id ? 'that folder' : 'another folder';
			}),
			'by a file': await orRefusal(async () => {
				const { id, type = 'nothing', name } = await create(at, file.name);
				return id === file.id ? 'that file' : `${type} ${name}`;
			}),
		};
	},
};

async function create({ dentries, spaceId, folderId, unionId, signal }: Workplace, name: string) {
	const place = { spaceId, parentId: folderId, unionId };
	return await dentries.createFolder({ ...place, name, conflictStrategy: 'RETURN_DENTRY_IF_EXISTS' }, signal);
}
