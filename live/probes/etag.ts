import { createHash } from 'node:crypto';
import { inWords } from '../answer';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

export const etag: Probe = {
	question: 'The ETag of a stored part',
	maxCalls: 2,
	alternatives: [{ etag: 'none' }],
	async ask(at) {
		const { put } = await RawUpload.putOne(at);
		return { PUT: inWords(put), ETag: describe(put.headers.get('etag')) };
	},
};

function describe(etag: string | null): string {
	if (etag === null) return 'none';
	const md5 = createHash('md5').update(FEW_BYTES).digest('hex').toUpperCase();
	return etag === `"${md5}"` ? 'the MD5 of its bytes, in quotes and upper case' : 'something else';
}
