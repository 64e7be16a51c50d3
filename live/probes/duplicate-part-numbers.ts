import { inWords } from '../answer';
import type { Probe } from '../probe';
import { rawPartInfos } from '../raw-calls';
import { RawUpload } from '../raw-upload';

export const duplicatePartNumbers: Probe = {
	question: 'Part infos for one number, asked for twice in a query',
	maxCalls: 2,
	alternatives: [{ duplicatePartNumbers: 'accept' }],
	async ask(at) {
		const { uploadKey } = await RawUpload.open(at);
		return { answer: inWords(await rawPartInfos(at, uploadKey, [1, 1])) };
	},
};
