import { randomBytes } from 'node:crypto';
import { LIMITS } from '../../lib/upload';
import { inWords, orRefusal } from '../answer';
import { targetIn, uploadAsTheNode } from '../client-upload';
import type { Probe, Workplace } from '../probe';
import { exchange } from '../storage-exchange';

export const readBack: Probe = {
	question: 'The bytes of an upload, read back',
	maxCalls: 4,
	alternatives: [{ orgAuthLevel: 'unverified' }],
	async ask(at) {
		const bytes = randomBytes(LIMITS.minPartSizeBytes + 1);
		const { id } = await uploadAsTheNode(at, targetIn(at, 'read-back.bin'), bytes);
		return { 'the bytes': await orRefusal(async () => await compareBytes(at, id, bytes)) };
	},
};

async function compareBytes(at: Workplace, dentryId: string, sent: Buffer): Promise<string> {
	const { spaceId, unionId, signal } = at;
	const address = await at.dentries.getFileDownloadInfo({ spaceId, dentryId, unionId }, false, signal);
	const answer = await exchange({ method: 'GET', address, signal });
	if (answer.status !== 200) return inWords(answer);
	return answer.bytes.equals(sent) ? 'as sent' : 'other ones';
}
