import type { Probe } from '../probe';
import { RawUpload } from '../raw-upload';

export const crc64: Probe = {
	question: 'The CRC-64 of a stored part',
	maxCalls: 2,
	alternatives: [{ crc64: false }],
	async ask(at) {
		const { put } = await RawUpload.putOne(at);
		return { 'x-oss-hash-crc64ecma': put.headers.has('x-oss-hash-crc64ecma') ? 'there' : 'not there' };
	},
};
