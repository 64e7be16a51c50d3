import { randomBytes } from 'node:crypto';
import { LIMITS } from '../../lib/upload';
import { orRefusal } from '../answer';
import { describeFile, targetIn, uploadAsTheNode } from '../client-upload';
import type { Probe } from '../probe';

const NAME = 'upload.bin';

export const upload: Probe = {
	question: 'An upload in three parts, as the node makes it',
	maxCalls: 3,
	async ask(at) {
		const bytes = randomBytes(2 * LIMITS.minPartSizeBytes + 1);
		const file = await orRefusal(async () =>
			describeFile(await uploadAsTheNode(at, targetIn(at, NAME), bytes), NAME, bytes.length),
		);
		return { 'the file': file };
	},
};
