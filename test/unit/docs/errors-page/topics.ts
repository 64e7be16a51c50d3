import type { DingTalkErrorCode } from '../../../../lib/dingtalk';
import type { Reaction } from '../../../../lib/dingtalk/error-catalogue';
import type { UploadErrorCode } from '../../../../lib/upload';

export type AnyCode = DingTalkErrorCode | UploadErrorCode;

/** What readers look for, in the order of the page. */
export const TOPICS = {
	login: 'Credential and login',
	permission: 'Permission',
	place: 'Names and places',
	content: 'The file and its upload',
	quota: 'Quota and speed',
	network: 'Network',
	other: 'Anything else',
} as const;

export type Topic = keyof typeof TOPICS;

/** Where each code is explained: TypeScript refuses this when one is missing. */
export const TOPIC_OF: Readonly<Record<AnyCode, Topic>> = {
	WRONG_CREDENTIALS: 'login',
	INVALID_TOKEN: 'login',
	WRONG_SUITE_TICKET: 'login',
	CORP_NOT_AUTHORIZED: 'login',
	INVALID_HOST: 'login',
	UNKNOWN_PATH: 'login',
	SCOPE_MISSING: 'permission',
	PERMISSION_DENIED: 'permission',
	USER_OUT_OF_REACH: 'permission',
	IP_NOT_ALLOWED: 'permission',
	UPLOAD_FORBIDDEN: 'permission',
	ORG_NOT_VERIFIED: 'permission',
	SPACE_NOT_FOUND: 'place',
	PARENT_NOT_FOUND: 'place',
	FOLDER_PATH_BLOCKED: 'place',
	FILE_NOT_FOUND: 'place',
	NOT_A_FILE: 'place',
	USER_NOT_FOUND: 'place',
	NOT_SUPPORTED: 'place',
	FILE_ARCHIVED: 'content',
	NAME_ILLEGAL: 'place',
	NAME_TAKEN: 'place',
	FOLDER_TOO_BUSY: 'place',
	FILE_REFUSED: 'content',
	UPLOAD_KEY_INVALID: 'content',
	PART_NUMBERS_INVALID: 'content',
	STORE_FAILED: 'content',
	COMMIT_UNCERTAIN: 'content',
	SIZE_MISMATCH: 'content',
	DELETE_FAILED: 'content',
	UPLOAD_SOURCE_FAILED: 'content',
	UPLOAD_SOURCE_SIZE_MISMATCH: 'content',
	UPLOAD_INVALID_OPTION: 'content',
	UPLOAD_SIGN_FAILED: 'content',
	UPLOAD_INCOMPLETE: 'content',
	UPLOAD_ABORTED: 'content',
	QUOTA_SPENT: 'quota',
	THROTTLED: 'quota',
	IP_BANNED: 'quota',
	CONCURRENT: 'quota',
	SERVER_BUSY: 'quota',
	SPACE_FULL: 'quota',
	API_UNREACHABLE: 'network',
	API_CONNECTION_LOST: 'network',
	API_TIMEOUT: 'network',
	API_UNTRUSTED: 'network',
	API_BAD_ANSWER: 'network',
	HOST_BLOCKED: 'network',
	UPLOAD_PART_FAILED: 'network',
	UPLOAD_PROXY_FAILED: 'network',
	UPLOAD_HOST_UNTRUSTED: 'network',
	UPLOAD_URL_REFUSED: 'network',
	INVALID_REQUEST: 'other',
	REFUSED: 'other',
};

/** What the node has done by itself before it gives up. */
export const REPEATED: Readonly<Record<Reaction, string>> = {
	renewToken: 'yes, at once, with a new token',
	wait: 'yes, for more than a minute, with growing pauses',
	retry: 'yes, a few times, with growing pauses',
	stop: 'no',
};

export const REPEATED_BY_ENGINE: Readonly<Partial<Record<UploadErrorCode, string>>> = {
	UPLOAD_PART_FAILED: "yes, each part as often as 'Max Attempts per Part' says, unless that cannot help",
	UPLOAD_PROXY_FAILED: "yes, each part as often as 'Max Attempts per Part' says, unless that cannot help",
	UPLOAD_SIGN_FAILED: 'yes, a few times',
};

/** What leads to a code without a code of DingTalk's own. */
export const ALSO: Readonly<Partial<Record<AnyCode, string>>> = {
	IP_BANNED: 'an answer with status 403 that is a web page, or `"status": 1111`',
	SCOPE_MISSING: 'any refusal that lists `requiredScopes`',
	SERVER_BUSY: 'status 500 and above with an unknown code',
	THROTTLED: 'status 429',
	REFUSED: 'every code that is not on this page',
};
