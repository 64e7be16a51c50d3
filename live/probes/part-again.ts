import { randomBytes } from 'node:crypto';
import { inWords, valueAt } from '../answer';
import type { Probe } from '../probe';
import { RawUpload } from '../raw-upload';

const FIRST = randomBytes(2_000);
const SECOND = randomBytes(1_000);

export const partAgain: Probe = {
	question: 'A part stored twice, with other bytes the second time',
	maxCalls: 4,
	async ask(at) {
		const upload = await RawUpload.open(at);
		await upload.store({ 1: FIRST });
		await upload.store({ 1: SECOND });
		const commit = await upload.commit('part-again.bin');
		const isSecond = valueAt(commit.body, 'dentry', 'size') === SECOND.length;
		return { commit: inWords(commit), 'the file has': isSecond ? 'the second bytes' : 'something else' };
	},
};
