import { inWords } from '../answer';
import { countFiles } from '../count-files';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

const NAME = 'wrong-size';

export const wrongSize: Probe = {
	question: 'A commit with another size than was stored',
	maxCalls: 5,
	async ask(at) {
		const upload = await RawUpload.open(at);
		await upload.store({ 1: FEW_BYTES });
		const sizeBytes = FEW_BYTES.length;
		return {
			'a byte too many': inWords(await upload.commit(`${NAME}.bin`, { size: sizeBytes + 1 })),
			'files then': String(await countFiles(at, NAME)),
			'the right size, by the same key': inWords(await upload.commit(`${NAME}.bin`, { size: sizeBytes })),
		};
	},
};
