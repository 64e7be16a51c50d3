import { createHash } from 'node:crypto';
import { inWords, valueAt } from '../answer';
import type { Probe } from '../probe';
import { rawInit } from '../raw-calls';
import { FEW_BYTES, RawUpload } from '../raw-upload';

export const wrongMd5: Probe = {
	question: 'An upload whose bytes do not have the MD5 that init was told',
	maxCalls: 3,
	async ask(at) {
		const md5 = createHash('md5').update('other bytes').digest('hex');
		const init = await rawInit(at, { md5, size: FEW_BYTES.length });
		const uploadKey = valueAt(init.body, 'uploadKey');
		if (typeof uploadKey !== 'string') return { init: inWords(init) };
		const upload = new RawUpload(at, uploadKey);
		await upload.store({ 1: FEW_BYTES });
		return { init: inWords(init), commit: inWords(await upload.commit('wrong-md5.bin')) };
	},
};
