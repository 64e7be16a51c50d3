import { randomBytes } from 'node:crypto';
import { createUploadSession, withSingleRequest } from '../../lib/dingtalk';
import { orRefusal } from '../answer';
import { describeFile, targetIn, uploadAsTheNode } from '../client-upload';
import type { Probe } from '../probe';

const NAME = 'single-request.bin';
const SIZE_BYTES = 1_000;

export const singleRequest: Probe = {
	question: 'An upload by one request, as the node makes it',
	maxCalls: 2,
	async ask(at) {
		const target = targetIn(at, NAME);
		const inParts = createUploadSession(at.api, target);
		const session = withSingleRequest(inParts, at.api, target, SIZE_BYTES);
		const file = await orRefusal(async () =>
			describeFile(await uploadAsTheNode(at, target, randomBytes(SIZE_BYTES), session), NAME, SIZE_BYTES),
		);
		return { 'the file': file };
	},
};
