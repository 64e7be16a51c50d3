import { inWords, valueAt } from '../answer';
import { countFiles } from '../count-files';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

const NAME = 'second-commit';

export const secondCommit: Probe = {
	question: 'A second commit with the same upload key',
	maxCalls: 5,
	alternatives: [{ repeatedCommit: 'duplicate' }, { repeatedCommit: 'same-file' }],
	async ask(at) {
		const upload = await RawUpload.open(at);
		await upload.store({ 1: FEW_BYTES });
		const commit = async () => await upload.commit(`${NAME}.bin`, { size: FEW_BYTES.length });
		const [first, second] = [await commit(), await commit()];
		const [firstId, secondId] = [first, second].map(({ body }) => valueAt(body, 'dentry', 'id'));
		return {
			'the first': inWords(first),
			'the second': inWords(second),
			'its file': secondId === undefined ? 'none' : secondId === firstId ? 'the same one' : 'another one',
			'files then': String(await countFiles(at, NAME)),
		};
	},
};
