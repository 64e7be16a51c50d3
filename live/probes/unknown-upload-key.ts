import { inWords } from '../answer';
import type { Probe } from '../probe';
import { rawCommit, rawPartInfos } from '../raw-calls';

/** URL-safe base64, as a real key, and nobody's. */
const NOBODYS_KEY = Buffer.alloc(108, 'nobody').toString('base64url');

export const unknownUploadKey: Probe = {
	question: 'An upload key that nobody was given',
	maxCalls: 2,
	async ask(at) {
		return {
			'part infos': inWords(await rawPartInfos(at, NOBODYS_KEY, [1])),
			commit: inWords(await rawCommit(at, { uploadKey: NOBODYS_KEY, name: 'unknown-key.bin' })),
		};
	},
};
