import type { Readable } from 'node:stream';

/** An answer before it is written to the socket. */
export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** The bytes of a file, in place of the body. */
	readonly stream?: ReplyStream;
}

/** Bytes that are not kept in memory. */
export interface ReplyStream {
	readonly sizeBytes: number;
	readonly open: () => Readable;
}

/** DingTalk's content type, without a blank after the semicolon. */
const JSON_CONTENT_TYPE = 'application/json;charset=utf-8';

export function jsonReply(status: number, value: unknown, contentType = JSON_CONTENT_TYPE): Reply {
	return { status, headers: { 'Content-Type': contentType }, body: JSON.stringify(value) };
}
