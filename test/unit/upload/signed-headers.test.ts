import { assertSendable } from '../../../lib/upload/signed-headers';

describe('a signed header', () => {
	it.each([
		['Authorization', 'OSS id:sig+nature/=='],
		['x-oss-date', 'Sun, 22 Nov 2026 14:00:00 GMT'],
		["a!#$%&'*+.^`|~-_9", 'tab\tand ÿ'],
		['Expect-CT', ''],
	])('may be %s: %j', (name, value) => {
		expect(() => assertSendable({ [name]: value })).not.toThrow();
	});

	it.each([
		['', 'no name'],
		['two words', 'x'],
		['na:me', 'x'],
		['näme', 'x'],
		['line\nbreak', 'x'],
		['name', 'line\r\nbreak'],
		['name', '\0'],
		['name', '\u007f'],
		['name', '文'],
		['name', '文 and more'],
		['name', 'more and 文'],
		['Connection', 'close'],
		['content-length', '5'],
		['CONTENT-LENGTH', '5'],
		['expect', '100-continue'],
		['keep-alive', '5'],
		['Transfer-Encoding', 'chunked'],
		['upgrade', 'h2c'],
	])('may not be %j: %j', (name, value) => {
		const attempt = () => assertSendable({ Authorization: 'OSS a:b', [name]: value, 'x-oss-date': 'x' });
		expect(attempt).toThrow(
			expect.objectContaining({ code: 'UPLOAD_SIGN_FAILED', facts: { reason: 'HEADER_INVALID' } }),
		);
		expect(attempt).toThrow('A part was signed with a header that cannot be sent');
	});
});
