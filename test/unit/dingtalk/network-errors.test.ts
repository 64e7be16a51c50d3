import { DingTalkError, readNetworkError } from '../../../lib/dingtalk';

const URL_WITH_SECRET = 'https://oapi.dingtalk.com/topapi/v2/user/get?access_token=secret';

const withCode = (code: string, cause?: unknown) => Object.assign(new Error('words', { cause }), { code });

test.each(['ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
	'%s means that nothing was sent',
	(code) => {
		expect(readNetworkError(withCode(code), URL_WITH_SECRET)).toMatchObject({
			code: 'API_UNREACHABLE',
			facts: { host: 'oapi.dingtalk.com', reason: code },
		});
	},
);

test.each([
	'ECONNRESET',
	'EPIPE',
	'ECONNABORTED',
	'UND_ERR_SOCKET',
	'ETIMEDOUT',
	'EPROTO',
	'ERR_SSL_BAD_RECORD_MAC',
])('%s leaves open what became of the call', (code) => {
	expect(readNetworkError(withCode(code), URL_WITH_SECRET).code).toBe('API_CONNECTION_LOST');
});

test.each(['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'INVALID_CA'])(
	'%s is a matter of trust, which no repetition changes',
	(code) => {
		expect(readNetworkError(withCode(code), URL_WITH_SECRET)).toMatchObject({
			code: 'API_UNTRUSTED',
			facts: { host: 'oapi.dingtalk.com', reason: code },
		});
	},
);

test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'])(
	'%s of a connection that was there leaves it open as well',
	(code) => {
		const broken = Object.assign(withCode(code), { syscall: 'read' });
		const wrapped = withCode(code, broken);
		expect(readNetworkError(wrapped, URL_WITH_SECRET).code).toBe('API_CONNECTION_LOST');
		const refused = Object.assign(withCode(code), { syscall: 'connect' });
		expect(readNetworkError(refused, URL_WITH_SECRET).code).toBe('API_UNREACHABLE');
	},
);

test('an error without a code leaves it open as well', () => {
	expect(readNetworkError(new Error('socket hang up'), URL_WITH_SECRET).code).toBe('API_CONNECTION_LOST');
	expect(readNetworkError('thrown text', URL_WITH_SECRET).code).toBe('API_CONNECTION_LOST');
	expect(readNetworkError(new Error('x', { cause: null }), URL_WITH_SECRET)).toMatchObject({
		code: 'API_CONNECTION_LOST',
		facts: { host: 'oapi.dingtalk.com', reason: undefined },
	});
});

test('an error that is its own cause is read all the same', () => {
	const error = new Error('round and round');
	error.cause = error;
	expect(readNetworkError(error, URL_WITH_SECRET).code).toBe('API_CONNECTION_LOST');
});

test('the reason is found below the wrapping of an HTTP client', () => {
	const wrapped = new Error('fetch failed', { cause: withCode('200', withCode('ENOTFOUND')) });
	expect(readNetworkError(wrapped, URL_WITH_SECRET).facts.reason).toBe('ENOTFOUND');
});

test('an answer of the login, wrapped by n8n, is kept', () => {
	const wrapped = new Error('Bad request', { cause: new DingTalkError('WRONG_CREDENTIALS') });
	expect(readNetworkError(wrapped, URL_WITH_SECRET).code).toBe('WRONG_CREDENTIALS');
});

test('nothing of the address but the host is kept', () => {
	const error = readNetworkError(withCode('ECONNRESET'), URL_WITH_SECRET);
	expect(JSON.stringify([error.message, error.facts, String(error.cause)])).not.toContain('secret');
});
