import { UploadError } from '../../../lib/upload';
import type { FailedPut } from '../../../lib/upload/put-part';
import { react } from '../../../lib/upload/retry-policy';

const refused = (status: number, storageCode?: string, retryAfterMs?: number): FailedPut => ({
	kind: 'refused',
	status,
	storageCode,
	retryAfterMs,
});
const network = (code: string): FailedPut => ({ kind: 'network', code, cause: undefined });

const unreadable = new UploadError('UPLOAD_SOURCE_FAILED', 'disk on fire');

describe('the reaction to an attempt', () => {
	it.each<[string, FailedPut, string]>([
		['another ETag', { kind: 'corrupt' }, 'retry'],
		['a stall', { kind: 'stalled' }, 'retry'],
		['500', refused(500, 'InternalError'), 'retry'],
		['503', refused(503), 'retry'],
		['408', refused(408), 'retry'],
		['429', refused(429), 'retry'],
		['the idle time-out of OSS', refused(400, 'RequestTimeout'), 'retry'],
		['an aged signature', refused(403, 'RequestTimeTooSkewed'), 'renew'],
		['a refused signature', refused(403, 'SignatureDoesNotMatch'), 'renew'],
		['401', refused(401), 'renew'],
		['a redirect', refused(307), 'nextUrl'],
		['the first of the redirects', refused(300), 'nextUrl'],
		['a success of another kind', refused(204), 'giveUp'],
		['an upload that is gone', refused(404, 'NoSuchUpload'), 'giveUp'],
		['a bad argument', refused(400, 'InvalidArgument'), 'giveUp'],
		['a part that is too large', refused(400, 'EntityTooLarge'), 'giveUp'],
		['a reset', network('ECONNRESET'), 'retry'],
		['a closed socket', network('UND_ERR_SOCKET'), 'retry'],
		['a refused connection', network('ECONNREFUSED'), 'nextUrl'],
		['an unknown host', network('ENOTFOUND'), 'nextUrl'],
		['a host that is silent', network('UND_ERR_CONNECT_TIMEOUT'), 'nextUrl'],
		['an expired certificate', network('CERT_HAS_EXPIRED'), 'nextUrl'],
		['a certificate of another host', network('ERR_TLS_CERT_ALTNAME_INVALID'), 'nextUrl'],
		['a stop', { kind: 'aborted' }, 'giveUp'],
		['bytes that cannot be read', { kind: 'unsendable', error: unreadable }, 'giveUp'],
	])('%s', (_, outcome, action) => {
		expect(react(outcome).action).toBe(action);
	});

	it('passes on how long the server asks to wait', () => {
		expect(react(refused(503, undefined, 4_000))).toEqual({ action: 'retry', retryAfterMs: 4_000 });
	});

	it('takes a redirect for no reason to give the host up for good', () => {
		expect(react(refused(307))).toEqual({ action: 'nextUrl', isForGood: false });
	});

	it.each([
		['CERT_HAS_EXPIRED', true],
		['DEPTH_ZERO_SELF_SIGNED_CERT', true],
		['PROXY_STATUS_403', true],
		['PROXY_STATUS_407', true],
		['PROXY_STATUS_429', false],
		['PROXY_STATUS_502', false],
		['ECONNREFUSED', false],
		['EPROTO', false],
	])('%s: out of reach for good is %p', (code, isForGood) => {
		expect(react(network(code))).toEqual({ action: 'nextUrl', isForGood });
	});
});
