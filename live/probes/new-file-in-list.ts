import type { Probe } from '../probe';
import { FEW_BYTES, UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';

/** After an unclear commit the node looks for its file in the list. */
export const newFileInList: Probe = {
	question: 'A new file in the list of its folder, right after its commit',
	maxCalls: UPLOAD_CALLS + 1,
	async ask(at) {
		const { id } = await uploadFewBytes(at, 'new-file.bin');
		const query = { parentId: at.folderId, order: 'newestFirst' } as const;
		const { entries } = await at.api.listDentries(at.spaceId, at.unionId, query, at.signal);
		const listed = entries.find((entry) => entry.id === id);
		return {
			'the file': listed ? 'there' : 'not there yet',
			'its size': listed?.sizeBytes === FEW_BYTES.length ? 'as committed' : 'another one, or none',
		};
	},
};
