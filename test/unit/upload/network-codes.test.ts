import { errorCode, isUnconnected, isUntrusted } from '../../../lib/upload';
import { isOutOfReachForGood, isUnreachable } from '../../../lib/upload/network-codes';

const withCode = (code: unknown, cause?: unknown) => Object.assign(new Error('words', { cause }), { code });

describe('the code of an error', () => {
	it.each<[string, unknown, string | undefined]>([
		['its own', withCode('ECONNRESET'), 'ECONNRESET'],
		['of its nearest cause', withCode('EPIPE', withCode('ECONNRESET')), 'EPIPE'],
		[
			'of a cause below another',
			new Error('a', { cause: new Error('b', { cause: withCode('EPIPE') }) }),
			'EPIPE',
		],
		['of an object that is no error', { code: 'ENOENT' }, 'ENOENT'],
		['with digits and underscores', withCode('UND_ERR_2'), 'UND_ERR_2'],
		['below a number', withCode(500, withCode('EPIPE')), 'EPIPE'],
		['below a number as text', withCode('500', withCode('EPIPE')), 'EPIPE'],
		['below words', withCode('Not Found', withCode('EPIPE')), 'EPIPE'],
		['below a word in small letters', withCode('eNOENT', withCode('EPIPE')), 'EPIPE'],
		['below a code with something behind it', withCode('ENOENT!', withCode('EPIPE')), 'EPIPE'],
		['nowhere', new Error('words'), undefined],
		['of nothing', undefined, undefined],
		['of null', null, undefined],
		['of a text', 'EPIPE', undefined],
		['of an error caused by null', new Error('words', { cause: null }), undefined],
	])('%s', (_, error, code) => {
		expect(errorCode(error)).toBe(code);
	});

	it('is looked for in a chain of causes of reasonable length only', () => {
		const wrap = (times: number): unknown =>
			times === 0 ? withCode('EPIPE') : new Error('wrapped', { cause: wrap(times - 1) });
		expect(errorCode(wrap(9))).toBe('EPIPE');
		expect(errorCode(wrap(10))).toBeUndefined();
		const circular = new Error('round and round');
		circular.cause = circular;
		expect(errorCode(circular)).toBeUndefined();
	});
});

describe('a code says', () => {
	it.each([
		'ENOTFOUND',
		'EAI_AGAIN',
		'ECONNREFUSED',
		'EHOSTUNREACH',
		'ENETUNREACH',
		'ENETDOWN',
		'EADDRNOTAVAIL',
		'UND_ERR_CONNECT_TIMEOUT',
	])('that no connection came about: %s', (code) => {
		expect([isUnconnected(code), isUnreachable(code)]).toEqual([true, true]);
		expect([isUntrusted(code), isOutOfReachForGood(code)]).toEqual([false, false]);
	});

	it.each([
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'INVALID_CA',
		'INVALID_PURPOSE',
		'HOSTNAME_MISMATCH',
		'UNABLE_TO_GET_CRL',
	])('that nobody trusts the certificate: %s', (code) => {
		expect([isUntrusted(code), isUnreachable(code), isOutOfReachForGood(code)]).toEqual([true, true, true]);
		expect(isUnconnected(code)).toBe(false);
	});

	it.each(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_TLS_HANDSHAKE_TIMEOUT'])(
		'that the handshake failed: %s',
		(code) => {
			expect([isUnreachable(code), isUntrusted(code), isOutOfReachForGood(code)]).toEqual([
				true,
				false,
				false,
			]);
		},
	);

	it.each([
		['PROXY_STATUS_399', false],
		['PROXY_STATUS_400', true],
		['PROXY_STATUS_407', true],
		['PROXY_STATUS_408', false],
		['PROXY_STATUS_425', false],
		['PROXY_STATUS_429', false],
		['PROXY_STATUS_499', true],
		['PROXY_STATUS_500', false],
	])('what the proxy answered instead: %s, for good: %p', (code, isForGood) => {
		expect([isUnreachable(code), isOutOfReachForGood(code)]).toEqual([true, isForGood]);
	});

	it.each([
		'ECONNRESET',
		'EPIPE',
		'ETIMEDOUT',
		'UND_ERR_SOCKET',
		'INVALID_CALL',
		'OLD_INVALID_CA',
		'MY_HOSTNAME_MISMATCH',
		'HOSTNAME_MISMATCHES',
		'UNABLE_TO_GET_CRLS',
		'NOT_UNABLE_TO_GET_CRL',
		'PROXY_STATUS_4070',
		'NO_PROXY_STATUS_407',
	])('nothing of the kind: %s', (code) => {
		expect([isUnreachable(code), isUntrusted(code), isOutOfReachForGood(code)]).toEqual([
			false,
			false,
			false,
		]);
	});
});
