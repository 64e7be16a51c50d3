import { UploadError } from './errors';

/** What HTTP lets a header's name and value be (RFC 9110, sections 5.1 and 5.5). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export function isHeaderName(name: string): boolean {
	return NAME.test(name);
}

export function isHeaderValue(value: string): boolean {
	return VALUE.test(value);
}

/** The frame of the request, which is the HTTP client's alone to say. */
const FRAME = new Set([
	'connection',
	'content-length',
	'expect',
	'keep-alive',
	'transfer-encoding',
	'upgrade',
]);

/**
 * Signed headers are data that a server sent. What cannot go out word for word is refused here: undici
 * would refuse it too, and never again use the connection that it was meant for.
 * @throws UploadError `UPLOAD_SIGN_FAILED`
 */
export function assertSendable(headers: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(headers)) {
		if (isHeaderName(name) && isHeaderValue(value) && !FRAME.has(name.toLowerCase())) continue;
		throw new UploadError('UPLOAD_SIGN_FAILED', 'A part was signed with a header that cannot be sent', {
			reason: 'HEADER_INVALID',
		});
	}
}
