import { UploadError } from './errors';

/**
 * Scheme, two slashes, a host. `URL` itself is lenient: it drops tabs and line breaks, takes backslashes for
 * slashes, and finds a host behind any number of them.
 */
const PLAIN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/\\?#]+([/?#]|$)/i;

/** Also an empty one, which `URL` drops. */
const USER_INFO = /^[^/]+\/\/[^/?#]*@/;

/** Nothing that a line of a request cannot hold. */
const FORBIDDEN_CHARACTER = /[\s\\\p{Cc}]/u;

/**
 * A resource URL is data that a server sent. Bytes go to https hosts only, or to http where the
 * user chose the servers, never with credentials in the URL.
 * @throws UploadError `UPLOAD_URL_REFUSED`, which names the host but not the signed rest
 */
export function parseResourceUrl(text: string, allowHttp: boolean): URL {
	const isPlain = PLAIN_URL.test(text) && !FORBIDDEN_CHARACTER.test(text);
	const url = isPlain && URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined) throw refused('URL_INVALID', 'A resource URL is not a valid URL');
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowHttp)) {
		throw refused(
			'SCHEME_REFUSED',
			`A resource URL has the scheme ${url.protocol} where https: is needed`,
			url.host,
		);
	}
	if (USER_INFO.test(text))
		throw refused('USER_INFO_REFUSED', 'A resource URL carries a user name or password', url.host);
	return url;
}

function refused(reason: string, message: string, host?: string): UploadError {
	return new UploadError('UPLOAD_URL_REFUSED', message, { reason, host });
}
