import { inWords } from '../answer';
import type { Probe } from '../probe';
import { rawPartInfos } from '../raw-calls';
import { FEW_BYTES, RawUpload } from '../raw-upload';

export const afterCommit: Probe = {
	question: 'An upload that is committed, gone on with',
	maxCalls: 4,
	async ask(at) {
		const { upload, info } = await RawUpload.putOne(at);
		return {
			commit: inWords(await upload.commit('after-commit.bin', { size: FEW_BYTES.length })),
			'part infos': inWords(await rawPartInfos(at, upload.uploadKey, [2])),
			'PUT by the signature of before': inWords(await upload.put(info, FEW_BYTES)),
		};
	},
};
