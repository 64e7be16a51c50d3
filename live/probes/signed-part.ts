import type { Probe } from '../probe';
import { RawUpload } from '../raw-upload';

export const signedPart: Probe = {
	question: 'What a part is signed with',
	maxCalls: 2,
	alternatives: [{ resourceHosts: ['storage', 'storage'] }],
	async ask(at) {
		const { headers, resourceUrls, expirationSeconds } = await (await RawUpload.open(at)).signOne();
		const query = new URL(resourceUrls[0] ?? '').searchParams;
		return {
			addresses: resourceUrls.length === 1 ? 'one' : 'several',
			'names in its query': names(query.keys()),
			headers: names(Object.keys(headers)),
			// The scheme alone: what follows is the signature.
			scheme: headers.Authorization?.split(' ')[0] ?? 'none',
			'seconds to live': String(expirationSeconds),
		};
	},
};

function names(all: Iterable<string>): string {
	return [...new Set(all)].sort().join(', ');
}
