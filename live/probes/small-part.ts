import { inWords } from '../answer';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

export const smallPart: Probe = {
	question: 'Parts below 100 KB, the last one and another one',
	maxCalls: 3,
	async ask(at) {
		const upload = await RawUpload.open(at);
		await upload.store({ 1: FEW_BYTES, 2: FEW_BYTES });
		return { commit: inWords(await upload.commit('small-part.bin', { size: 2 * FEW_BYTES.length })) };
	},
};
