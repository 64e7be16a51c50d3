import { MAX_PART_NUMBERS_PER_QUERY } from '../../lib/dingtalk';
import { LIMITS } from '../../lib/upload';
import { inWords } from '../answer';
import type { Probe } from '../probe';
import { rawPartInfos } from '../raw-calls';
import { RawUpload } from '../raw-upload';

export const partNumbers: Probe = {
	question: 'Part infos at the limits',
	maxCalls: 5,
	async ask(at) {
		const { uploadKey } = await RawUpload.open(at);
		const answerTo = async (...numbers: number[]) => inWords(await rawPartInfos(at, uploadKey, numbers));
		const tooMany = Array.from({ length: MAX_PART_NUMBERS_PER_QUERY + 1 }, (_, index) => index + 1);
		return {
			'31 numbers': await answerTo(...tooMany),
			'number 0': await answerTo(0),
			'number 10000': await answerTo(LIMITS.maxParts),
			'number 10001': await answerTo(LIMITS.maxParts + 1),
		};
	},
};
