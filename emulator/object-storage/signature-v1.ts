import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The bucket behind the storage host. It is part of the signature but not of the URL, as with a custom domain. */
const BUCKET = 'lippi-space-zjk';
export const ACCESS_KEY_ID = 'emulatorAK';
const ACCESS_KEY_SECRET = 'emulator-secret';

/** Query parameters that OSS signs; others do not count. */
const SUB_RESOURCES = new Set(['partNumber', 'uploadId', 'uploads', 'acl', 'security-token']);

/** What of a request takes part in its signature. */
export interface SignedRequest {
	readonly method: string;
	/** Object key without the leading slash. */
	readonly objectKey: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
}

/**
 * The text OSS signs (OSS docs: "Include a V1 signature in the Authorization header"): method, Content-MD5,
 * Content-Type, date, all `x-oss-` headers and the resource. Body and length are not part of it.
 */
export function stringToSign({ method, objectKey, query, headers }: SignedRequest): string {
	const ossHeaders = Object.keys(headers)
		.filter((name) => name.startsWith('x-oss-'))
		.sort()
		.map((name) => `${name}:${headerText(headers, name).trim()}\n`)
		.join('');
	return [
		method,
		headerText(headers, 'content-md5'),
		headerText(headers, 'content-type'),
		headerText(headers, 'x-oss-date') || headerText(headers, 'date'),
		ossHeaders + canonicalResource(objectKey, query),
	].join('\n');
}

/** Base64 of the HMAC-SHA1 under the emulator's only access key. */
export function sign(text: string): string {
	return createHmac('sha1', ACCESS_KEY_SECRET).update(text).digest('base64');
}

export function authorization(request: SignedRequest): string {
	return `OSS ${ACCESS_KEY_ID}:${sign(stringToSign(request))}`;
}

function canonicalResource(objectKey: string, query: URLSearchParams): string {
	const signed = [...query]
		.filter(([name]) => SUB_RESOURCES.has(name) || name.startsWith('response-'))
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, value]) => (value === '' ? name : `${name}=${value}`))
		.join('&');
	return `/${BUCKET}/${objectKey}${signed && `?${signed}`}`;
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
	const value = headers[name];
	return Array.isArray(value) ? value.join(',') : (value ?? '');
}
