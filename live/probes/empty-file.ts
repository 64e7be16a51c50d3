import { inWords, valueAt } from '../answer';
import type { Probe } from '../probe';
import { RawUpload } from '../raw-upload';

export const emptyFile: Probe = {
	question: 'A file of 0 bytes, as one empty part',
	maxCalls: 3,
	async ask(at) {
		const upload = await RawUpload.open(at);
		const put = await upload.put(await upload.signOne(), Buffer.alloc(0));
		const commit = await upload.commit('empty.bin', { size: 0 });
		return {
			PUT: inWords(put),
			commit: inWords(commit),
			size: String(valueAt(commit.body, 'dentry', 'size') ?? 'none'),
		};
	},
};
