import { randomBytes } from 'node:crypto';
import type { Reply } from '../http/reply';

/** Every error of the object storage that the emulator can answer, by its `Code` (OSS docs: "Error responses"). */
export const STORAGE_ERRORS = {
	SignatureDoesNotMatch: {
		status: 403,
		message:
			'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
	},
	RequestTimeTooSkewed: {
		status: 403,
		message: 'The difference between the request time and the current time is too large.',
	},
	AccessDenied: { status: 403, message: 'Access denied.' },
	InvalidAccessKeyId: {
		status: 403,
		message: 'The OSS Access Key Id you provided does not exist in our records.',
	},
	InvalidArgument: { status: 400, message: 'Invalid argument.' },
	EntityTooLarge: { status: 400, message: 'Your proposed upload exceeds the maximum allowed size.' },
	RequestTimeout: {
		status: 400,
		message:
			'Your socket connection to the server was not read from or written to within the timeout period.',
	},
	NoSuchUpload: {
		status: 404,
		message:
			'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
	},
	NoSuchKey: { status: 404, message: 'The specified key does not exist.' },
	MethodNotAllowed: { status: 405, message: 'The specified method is not allowed against this resource.' },
	MissingContentLength: { status: 411, message: 'You must provide the Content-Length HTTP header.' },
	InternalError: { status: 500, message: 'We encountered an internal error. Please try again.' },
	NotImplemented: { status: 501, message: 'This is not implemented.' },
	ServiceUnavailable: { status: 503, message: 'The service is unavailable. Please try again.' },
} as const;

export type StorageErrorCode = keyof typeof STORAGE_ERRORS;

/** An error answer of the object storage: XML with code, message, request id and host, and details by name. */
export class StorageError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly details: Readonly<Record<string, string | number>> = {},
	) {
		super(message);
	}

	toReply(host: string): Reply {
		const requestId = storageRequestId();
		const fields = {
			Code: this.code,
			Message: this.message,
			RequestId: requestId,
			HostId: host,
			...this.details,
		};
		const xml = Object.entries(fields).map(
			([name, value]) => `  <${name}>${escapeXml(String(value))}</${name}>\n`,
		);
		return {
			status: this.status,
			headers: { 'Content-Type': 'application/xml', 'x-oss-request-id': requestId },
			body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n${xml.join('')}</Error>\n`,
		};
	}
}

/** The error of this code, with the status and message of the catalogue unless a better message is given. */
export function storageError(
	code: StorageErrorCode,
	details: Readonly<Record<string, string | number>> = {},
	message: string = STORAGE_ERRORS[code].message,
): StorageError {
	return new StorageError(STORAGE_ERRORS[code].status, code, message, details);
}

/** 24 upper-case hex digits, the shape of an OSS request id. */
export function storageRequestId(): string {
	return randomBytes(12).toString('hex').toUpperCase();
}

function escapeXml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
