import { UploadError } from './errors';

/**
 * A resource URL is data that a server sent. Bytes go to https hosts only, or to http where the
 * user chose the servers, never with credentials in the URL.
 * @throws UploadError `UPLOAD_URL_REFUSED`, which names the host but not the signed rest
 */
export function parseResourceUrl(text: string, allowHttp: boolean): URL {
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		throw refused('A resource URL is not a valid URL');
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowHttp)) {
		throw refused(`A resource URL has the scheme ${url.protocol} where https: is needed`, url.host);
	}
	if (url.username !== '' || url.password !== '') {
		throw refused('A resource URL carries a user name or password', url.host);
	}
	return url;
}

function refused(message: string, host?: string): UploadError {
	return new UploadError('UPLOAD_URL_REFUSED', message, { host });
}
