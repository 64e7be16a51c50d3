import { inWords } from '../answer';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload, UPLOAD_CALLS, uploadFewBytes } from '../raw-upload';

const NAME = 'taken-name.bin';

export const takenName: Probe = {
	question: 'RETURN_ERROR_IF_EXISTS where a file has the name',
	maxCalls: 2 * UPLOAD_CALLS,
	alternatives: [{ conflictErrorCode: 'dentryNameConflict' }],
	async ask(at) {
		await uploadFewBytes(at, NAME);
		const upload = await RawUpload.open(at);
		await upload.store({ 1: FEW_BYTES });
		const option = { size: FEW_BYTES.length, conflictStrategy: 'RETURN_ERROR_IF_EXISTS' } as const;
		return { commit: inWords(await upload.commit(NAME, option)) };
	},
};
