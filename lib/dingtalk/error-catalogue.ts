/** What a client does about an answer: send again at once with a new token, wait, send again, or give up. */
export type Reaction = 'renewToken' | 'wait' | 'retry' | 'stop';

interface Meaning {
	readonly reaction: Reaction;
	/** What happened, in a sentence without values, fit to be shown. */
	readonly message: string;
}

const meaning = (reaction: Reaction, message: string): Meaning => ({ reaction, message });

/** Our own, stable codes: everything that can come of a call. */
export const MEANINGS = {
	INVALID_TOKEN: meaning('renewToken', 'DingTalk does not accept the access token'),
	WRONG_CREDENTIALS: meaning('stop', 'DingTalk does not know this Client ID and Client Secret'),
	WRONG_SUITE_TICKET: meaning('stop', 'DingTalk does not accept the Suite Ticket'),
	CORP_NOT_AUTHORIZED: meaning('stop', 'The organization has not authorized the app'),
	SCOPE_MISSING: meaning('stop', 'The DingTalk app lacks a permission'),
	PERMISSION_DENIED: meaning('stop', 'The user has no permission to do this in the space'),
	ORG_NOT_VERIFIED: meaning('stop', "The organization's verification level does not allow this"),
	NOT_SUPPORTED: meaning('stop', 'DingTalk does not offer this for this file or space'),
	UPLOAD_FORBIDDEN: meaning('stop', 'DingTalk does not allow uploads to this place'),
	IP_NOT_ALLOWED: meaning('stop', "The IP address of this server is not on the app's whitelist"),
	IP_BANNED: meaning('stop', 'DingTalk has blocked the IP address of this server for some minutes'),
	THROTTLED: meaning('wait', 'DingTalk keeps answering that there are too many calls a second'),
	QUOTA_SPENT: meaning('stop', "The organization's monthly DingTalk API quota is used up"),
	SPACE_NOT_FOUND: meaning('stop', 'DingTalk does not find the space'),
	PARENT_NOT_FOUND: meaning('stop', 'DingTalk does not find the folder'),
	FILE_NOT_FOUND: meaning('stop', 'DingTalk does not find the file'),
	NOT_A_FILE: meaning('stop', 'The ID is that of a folder, not of a file'),
	FOLDER_PATH_BLOCKED: meaning('stop', 'A file stands where the path needs a folder'),
	NAME_ILLEGAL: meaning('stop', 'DingTalk does not accept the name'),
	NAME_TAKEN: meaning('stop', 'The name is already taken in the folder'),
	SPACE_FULL: meaning('stop', 'There is not enough free capacity for the file'),
	FILE_REFUSED: meaning('stop', 'DingTalk does not accept the content or type of the file'),
	UPLOAD_KEY_INVALID: meaning('stop', 'DingTalk does not know the upload key, or the upload is already done'),
	PART_NUMBERS_INVALID: meaning('stop', 'DingTalk does not accept the part numbers'),
	STORE_FAILED: meaning('stop', 'DingTalk could not put the stored parts together to a file of this size'),
	CONCURRENT: meaning('retry', 'Others keep changing the same place in DingTalk'),
	SERVER_BUSY: meaning('retry', 'DingTalk is temporarily unable to answer'),
	INVALID_REQUEST: meaning('stop', 'DingTalk does not accept a value of the request'),
	UNKNOWN_PATH: meaning('stop', 'The server does not offer this DingTalk API'),
	USER_NOT_FOUND: meaning('stop', 'DingTalk does not find the user'),
	USER_OUT_OF_REACH: meaning('stop', "The user is outside the app's contact scope"),
	REFUSED: meaning('stop', 'DingTalk refused the request'),
	API_UNREACHABLE: meaning('retry', 'The DingTalk host could not be reached'),
	API_UNTRUSTED: meaning('stop', 'The certificate of the DingTalk host is not trusted'),
	HOST_BLOCKED: meaning('stop', 'The connection to the DingTalk host is not allowed here'),
	API_CONNECTION_LOST: meaning('retry', 'The connection to DingTalk broke before an answer came'),
	API_TIMEOUT: meaning('retry', 'DingTalk did not answer in time'),
	API_BAD_ANSWER: meaning('retry', 'The answer is not what the DingTalk API documents'),
	COMMIT_UNCERTAIN: meaning('stop', 'It is unclear whether DingTalk created the file'),
	FILE_ARCHIVED: meaning('stop', 'DingTalk is fetching the file from its archive'),
	DELETE_FAILED: meaning('stop', 'DingTalk did not delete the file'),
	FOLDER_TOO_BUSY: meaning('stop', 'Too much has changed in the folder to look through all of it'),
	SIZE_MISMATCH: meaning('stop', 'The file that DingTalk created does not have the size that was sent'),
	INVALID_HOST: meaning('stop', 'The base URL is not usable'),
} as const satisfies Record<string, Meaning>;

export type DingTalkErrorCode = keyof typeof MEANINGS;

/**
 * `code` of `api.dingtalk.com` → meaning (DingTalk docs: error codes of the server API, and the
 * tables of oauth2, storage and drive). Never decided by message: messages change and are free text.
 */
export const BY_API_CODE: Readonly<Record<string, DingTalkErrorCode>> = {
	// An invalid or expired token is status 400, not 401.
	InvalidAuthentication: 'INVALID_TOKEN',
	'AuthenticationFailed.MissingParameter': 'INVALID_TOKEN',
	invalidClientIdOrSecret: 'WRONG_CREDENTIALS',
	'invalid.client': 'WRONG_CREDENTIALS',
	'unauthorized.client': 'WRONG_CREDENTIALS',
	invalidSuiteKey: 'WRONG_CREDENTIALS',
	invalidSuiteTicket: 'WRONG_SUITE_TICKET',
	invalidAuthInfo: 'CORP_NOT_AUTHORIZED',
	'unsupported.grant.type': 'INVALID_REQUEST',
	// Throttling, a spent quota and a missing permission are all status 403 and share a prefix.
	'Forbidden.AccessDenied.AccessTokenPermissionDenied': 'SCOPE_MISSING',
	'Forbidden.AccessDenied.IpNotInWhiteList': 'IP_NOT_ALLOWED',
	'Forbidden.AccessDenied.ApiCountLimitForOrg': 'QUOTA_SPENT',
	permissionDenied: 'PERMISSION_DENIED',
	// Spelled like this on the wire.
	'no.priviledge': 'PERMISSION_DENIED',
	'unsupported.operation': 'PERMISSION_DENIED',
	orgAuthLevelNotEnough: 'ORG_NOT_VERIFIED',
	dentryUploadForbidden: 'UPLOAD_FORBIDDEN',
	spaceNotExist: 'SPACE_NOT_FOUND',
	'paramError.spaceId': 'SPACE_NOT_FOUND',
	dentryNotExist: 'PARENT_NOT_FOUND',
	'paramError.parentDentryUuid': 'PARENT_NOT_FOUND',
	dentryNameIllegal: 'NAME_ILLEGAL',
	'paramError.name': 'NAME_ILLEGAL',
	dentryNameConflict: 'NAME_TAKEN',
	dentryAlreadyExist: 'NAME_TAKEN',
	spaceQuotaInsufficient: 'SPACE_FULL',
	sceneQuotaInsufficient: 'SPACE_FULL',
	appQuotaInsufficient: 'SPACE_FULL',
	orgQuotaInsufficient: 'SPACE_FULL',
	fileViral: 'FILE_REFUSED',
	fileMalicious: 'FILE_REFUSED',
	dentryFormatNotSupport: 'FILE_REFUSED',
	'paramError.uploadKey': 'UPLOAD_KEY_INVALID',
	'paramError.partNumbers': 'PART_NUMBERS_INVALID',
	dentryStoreError: 'STORE_FAILED',
	dentryUploadError: 'STORE_FAILED',
	operationConcurrentControl: 'CONCURRENT',
	systemError: 'SERVER_BUSY',
	unknownError: 'SERVER_BUSY',
	'unknown.error': 'SERVER_BUSY',
	'server.error': 'SERVER_BUSY',
	operationTimeout: 'SERVER_BUSY',
	ServiceUnavailable: 'SERVER_BUSY',
	systemBusy: 'SERVER_BUSY',
	'system.busy': 'SERVER_BUSY',
	commonParamIllegal: 'INVALID_REQUEST',
	dentryUploadProtocolNotSupport: 'INVALID_REQUEST',
	dentryAppPropertiesNumberExceedsLimit: 'INVALID_REQUEST',
	preCheckError: 'INVALID_REQUEST',
	'request.overlimit': 'INVALID_REQUEST',
	recycleBinNotSupportForSpace: 'NOT_SUPPORTED',
	operationNotSupported: 'NOT_SUPPORTED',
	fileArchived: 'FILE_ARCHIVED',
	'paramError.dentryId': 'FILE_NOT_FOUND',
	taskNotExist: 'DELETE_FAILED',
	// The approval space.
	userNotExist: 'USER_NOT_FOUND',
	invalidUserId: 'USER_NOT_FOUND',
	'invalidParameter.user.notFound': 'USER_NOT_FOUND',
	noPermission: 'PERMISSION_DENIED',
	invalidParameter: 'INVALID_REQUEST',
	invalidParameterCspace: 'INVALID_REQUEST',
	invalidAgentId: 'INVALID_REQUEST',
	internalError: 'SERVER_BUSY',
};

/** Families of codes: `QpsLimitForAppkeyAndApi`, `QpmLimitFor…`, `MissingunionId`, `paramError.…`, `param.error.…`. */
const BY_API_CODE_PATTERN: ReadonlyArray<readonly [RegExp, DingTalkErrorCode]> = [
	[/^Forbidden\.AccessDenied\.Qp[sm]LimitFor/, 'THROTTLED'],
	[/^Missing[A-Za-z]/, 'INVALID_REQUEST'],
	[/^paramError($|\.)/, 'INVALID_REQUEST'],
	[/^param\.error($|\.)/, 'INVALID_REQUEST'],
	// A service behind the approval space did not answer.
	[/^hsfIntegrationError/, 'SERVER_BUSY'],
];

/** `errcode` of the legacy API, with `/sub_code` where 88 hides the actual one; the status is always 200. */
export const BY_ERRCODE: Readonly<Record<string, DingTalkErrorCode>> = {
	'88/40014': 'INVALID_TOKEN',
	'88/40000': 'INVALID_TOKEN',
	'88/60011': 'SCOPE_MISSING',
	'88/90018': 'THROTTLED',
	'40014': 'INVALID_TOKEN',
	'40035': 'WRONG_CREDENTIALS',
	'40096': 'WRONG_CREDENTIALS',
	'22': 'UNKNOWN_PATH',
	// The new API answers this, with status 200, for a path it does not have.
	'404': 'UNKNOWN_PATH',
	'33012': 'USER_NOT_FOUND',
	// Of a mobile number that nobody in the organization has.
	'40104': 'USER_NOT_FOUND',
	'60121': 'USER_NOT_FOUND',
	'50002': 'USER_OUT_OF_REACH',
	'400002': 'INVALID_REQUEST',
	'90002': 'THROTTLED',
	'90018': 'THROTTLED',
	'90020': 'QUOTA_SPENT',
	'-1': 'SERVER_BUSY',
};

/** The meaning of a `code`, or undefined where nobody has documented it. */
export function meaningOfApiCode(apiCode: string): DingTalkErrorCode | undefined {
	return (
		(Object.hasOwn(BY_API_CODE, apiCode) ? BY_API_CODE[apiCode] : undefined) ??
		BY_API_CODE_PATTERN.find(([pattern]) => pattern.test(apiCode))?.[1]
	);
}

/** The meaning of an `errcode`, written `errcode` or `errcode/sub_code`. */
export function meaningOfErrcode(errcode: string): DingTalkErrorCode | undefined {
	return Object.hasOwn(BY_ERRCODE, errcode) ? BY_ERRCODE[errcode] : undefined;
}
