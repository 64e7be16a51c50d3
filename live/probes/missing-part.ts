import { randomBytes } from 'node:crypto';
import { LIMITS } from '../../lib/upload';
import { inWords, valueAt } from '../answer';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

const PART_SIZE_BYTES = LIMITS.minPartSizeBytes;

export const missingPart: Probe = {
	question: 'A commit where the second of three parts is missing',
	maxCalls: 4,
	async ask(at) {
		const upload = await RawUpload.open(at);
		await upload.store({ 1: randomBytes(PART_SIZE_BYTES), 3: FEW_BYTES });
		const whole = await upload.commit('missing-part.bin', { size: 2 * PART_SIZE_BYTES + FEW_BYTES.length });
		const unsized = await upload.commit('missing-part.bin');
		const isShort = valueAt(unsized.body, 'dentry', 'size') === PART_SIZE_BYTES + FEW_BYTES.length;
		return {
			'with the size of all three': inWords(whole),
			'without a size': inWords(unsized),
			'its file': isShort ? 'the two parts' : 'something else, or none',
		};
	},
};
