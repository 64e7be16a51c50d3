export type UploadErrorCode =
	/** The abort signal fired. */
	| 'UPLOAD_ABORTED'
	/** An option or the file's size is outside its range and nothing was sent; or there is no memory for a part. */
	| 'UPLOAD_INVALID_OPTION'
	/** The source holds fewer or more bytes than it declared. */
	| 'UPLOAD_SOURCE_SIZE_MISMATCH'
	/** Reading the source failed, or it stopped answering. */
	| 'UPLOAD_SOURCE_FAILED'
	/** The service keeps answering without the parts that were asked for, or signs them with headers that cannot be sent. */
	| 'UPLOAD_SIGN_FAILED'
	/** One part could not be stored; the rest was cancelled. */
	| 'UPLOAD_PART_FAILED'
	/** A resource URL the upload must not send bytes to. */
	| 'UPLOAD_URL_REFUSED'
	/** The proxy on the way to the storage does not make a connection. */
	| 'UPLOAD_PROXY_FAILED'
	/** The certificate of the storage, or of something that stands in for it, is not trusted here. */
	| 'UPLOAD_HOST_UNTRUSTED'
	/** Parts are missing at the end although none failed: a defect, caught before the commit. */
	| 'UPLOAD_INCOMPLETE';

/** What a user or a resume needs to know about a failed upload. Never a signed URL. */
export interface UploadErrorFacts {
	/** Set when the commit had been sent, so that there may be a file. */
	readonly isCommitSent?: true | undefined;
	readonly uploadKey?: string | undefined;
	readonly partNumber?: number | undefined;
	readonly attempts?: number | undefined;
	/** HTTP status of the last answer of the object storage. */
	readonly status?: number | undefined;
	/** Error code of the object storage, such as `SignatureDoesNotMatch`, or of the network, such as `ECONNRESET`. */
	readonly reason?: string | undefined;
	/** Host name of the object storage, without the signed rest of the URL. */
	readonly host?: string | undefined;
	/** Host and port of the proxy, without user and password. */
	readonly proxy?: string | undefined;
}

/** The one error class of the upload engine; tell the cases apart by `code`. */
export class UploadError extends Error {
	override readonly name = 'UploadError';

	constructor(
		readonly code: UploadErrorCode,
		message: string,
		readonly facts: UploadErrorFacts = {},
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
