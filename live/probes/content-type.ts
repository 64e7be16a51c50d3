import { inWords } from '../answer';
import type { Probe } from '../probe';
import { FEW_BYTES, RawUpload } from '../raw-upload';

export const contentType: Probe = {
	question: 'A part sent with a Content-Type',
	maxCalls: 2,
	async ask(at) {
		const upload = await RawUpload.open(at);
		const { resourceUrls, headers } = await upload.signOne();
		const withType = { ...headers, 'Content-Type': 'application/octet-stream' };
		return {
			'with one': inWords(await upload.put({ resourceUrls, headers: withType }, FEW_BYTES)),
			'without, by the same signature': inWords(await upload.put({ resourceUrls, headers }, FEW_BYTES)),
		};
	},
};
