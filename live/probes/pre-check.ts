import { inWords } from '../answer';
import type { Probe } from '../probe';
import { rawInit } from '../raw-calls';
import { UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';

const TAKEN = 'pre-check.bin';

/** IDs of twelve digits are those of today; this one was never given. */
const NOBODYS_FOLDER = '1';

export const preCheck: Probe = {
	question: 'What init looks at before an upload',
	maxCalls: UPLOAD_CALLS + 3,
	alternatives: [{ takenNameAtInit: 'reject' }],
	async ask(at) {
		await uploadFewBytes(at, TAKEN);
		const check = async (name: string, parentId: string) =>
			inWords(await rawInit(at, { name, parentId, size: 1 }));
		return {
			'a name with an asterisk': await check('pre*check.bin', at.folderId),
			'a folder that is not there': await check('pre-check-2.bin', NOBODYS_FOLDER),
			'a name that a file has': await check(TAKEN, at.folderId),
		};
	},
};
