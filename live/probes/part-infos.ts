import { isDeepStrictEqual } from 'node:util';
import { MAX_PART_NUMBERS_PER_QUERY } from '../../lib/dingtalk';
import type { Probe } from '../probe';
import { RawUpload } from '../raw-upload';

export const partInfos: Probe = {
	question: 'Part infos for 30 numbers that are not in order',
	maxCalls: 2,
	alternatives: [{ shuffleBatches: true }],
	async ask(at) {
		const ascending = Array.from({ length: MAX_PART_NUMBERS_PER_QUERY }, (_, index) => index + 1);
		const asked = [...ascending.slice(10), ...ascending.slice(0, 10)];
		const infos = await (await RawUpload.open(at)).sign(...asked);
		const answered = infos.map(({ partNumber }) => partNumber);
		return {
			infos: String(infos.length),
			order: isDeepStrictEqual(answered, asked) ? 'as asked' : 'another one',
		};
	},
};
