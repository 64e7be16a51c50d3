import * as fc from 'fast-check';
import { UploadError } from '../../lib/upload';
import { parseResourceUrl } from '../../lib/upload/resource-url';

const SIGNATURE = 'Signature=s3cr3t';

const piece = fc.oneof(
	fc.constantFrom('http', 'https', 'file', 'ftp', 'javascript', 'data', 'ws', 'HTTPS', ''),
	fc.constantFrom('://', ':', '//', ':/', '@', '#', '?', ' ', '\n', '\\', '[', ']', '%00', '\u0000'),
	fc.constantFrom(
		'127.0.0.1',
		'[::1]',
		'host',
		'例え.jp',
		'user:pass@host',
		'host:99999',
		'host:0',
		'0x7f.1',
	),
	fc.constantFrom('/object', `?${SIGNATURE}`, '/../..', '/文件', '/a b', '\ud800'),
	fc.string({ unit: 'binary', maxLength: 5 }),
);
const anyUrl = fc.oneof(
	fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

describe('a resource URL', () => {
	it('is an address that bytes may go to, or refused without its signature being told', () => {
		fc.assert(
			fc.property(anyUrl, fc.boolean(), (text, allowHttp) => {
				try {
					const url = parseResourceUrl(text, allowHttp);
					expect(allowHttp ? ['http:', 'https:'] : ['https:']).toContain(url.protocol);
					expect(url.host).not.toBe('');
					expect(url.username + url.password).toBe('');
				} catch (error) {
					if (!(error instanceof UploadError)) throw error;
					expect(error.code).toBe('UPLOAD_URL_REFUSED');
					expect(`${error.message} ${JSON.stringify(error.facts)}`).not.toContain(SIGNATURE);
				}
			}),
			{ numRuns: 3_000 },
		);
	});
});
