import { inWords } from '../answer';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

/** Four times as old as OSS lets a signature be. */
const AGE_MS = 3_600_000;

const NAME = 'x-oss-date';

/** Both the date and, with it, the signature are wrong; the answer tells which of them is looked at first. */
export const oldDate: Probe = {
	question: 'A part sent with a date of an hour ago, which is not the one that was signed',
	maxCalls: 2,
	alternatives: [{ skewCheck: 'after-signature' }],
	async ask(at) {
		const upload = await RawUpload.open(at);
		const { resourceUrls, headers } = await upload.signOne();
		const signedAtMs = Date.parse(headers[NAME] ?? '');
		if (Number.isNaN(signedAtMs)) return { answer: `not asked: ${NAME} is no HTTP date` };
		const old = { ...headers, [NAME]: new Date(signedAtMs - AGE_MS).toUTCString() };
		return { answer: inWords(await upload.put({ resourceUrls, headers: old }, FEW_BYTES)) };
	},
};
