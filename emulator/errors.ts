import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from './http/reply';

interface CatalogueEntry {
	readonly status: number;
	readonly message: string;
}

/**
 * Every error of the new-style API (api.dingtalk.com) that the emulator can answer, by its `code`.
 * Statuses and codes are the documented ones; business messages are free text in the original too.
 */
export const API_ERRORS = {
	'AuthenticationFailed.MissingParameter': {
		status: 400,
		message: '缺少参数：x-acs-dingtalk-access-token',
	},
	InvalidAuthentication: { status: 400, message: '不合法的access_token' },
	'Forbidden.AccessDenied.AccessTokenPermissionDenied': {
		status: 403,
		message: '应用尚未开通所需的权限',
	},
	'Forbidden.AccessDenied.IpNotInWhiteList': { status: 403, message: '访问ip不在白名单之中' },
	'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi': {
		status: 403,
		message: '您的企业应用调用钉钉开放平台当前接口的所有请求都被暂时禁用了',
	},
	'Forbidden.AccessDenied.QpsLimitForApi': {
		status: 403,
		message: '您的服务器调用钉钉开放平台当前接口的所有请求都被暂时禁用了',
	},
	'Forbidden.AccessDenied.ApiCountLimitForOrg': { status: 403, message: '企业本月的接口调用次数已用完' },
	commonParamIllegal: { status: 400, message: '网关入参非法' },
	invalidClientIdOrSecret: { status: 400, message: '无效的clientId或者clientSecret' },
	invalidSuiteKey: { status: 400, message: 'suitekey不合法' },
	invalidSuiteTicket: { status: 400, message: 'suiteTicket无效' },
	invalidAuthInfo: { status: 400, message: '授权关系不存在' },
	'invalid.client': { status: 400, message: 'invalid client' },
	'unsupported.grant.type': { status: 400, message: 'unsupported grant type' },
	paramError: { status: 400, message: '参数错误' },
	'paramError.uploadKey': { status: 400, message: 'uploadKey参数错误' },
	'paramError.partNumbers': { status: 400, message: 'partNumbers参数错误' },
	'paramError.protocol': { status: 400, message: 'protocol参数错误' },
	'paramError.multipart': { status: 400, message: 'multipart参数错误' },
	'paramError.storageDriver': { status: 400, message: 'storageDriver参数错误' },
	'paramError.conflictStrategy': { status: 400, message: 'conflictStrategy参数错误' },
	spaceQuotaInsufficient: { status: 400, message: '空间容量不足' },
	sceneQuotaInsufficient: { status: 400, message: '场景容量不足' },
	appQuotaInsufficient: { status: 400, message: '应用容量不足' },
	orgQuotaInsufficient: { status: 400, message: '企业容量不足' },
	dentryNameIllegal: { status: 400, message: '文件名不合法' },
	dentryNameConflict: { status: 400, message: '文件名冲突' },
	dentryAlreadyExist: { status: 400, message: '同名文件已存在' },
	dentryStoreError: { status: 400, message: '文件存储异常' },
	dentryUploadError: { status: 400, message: '文件上传错误' },
	dentryUploadForbidden: { status: 400, message: '禁止上传' },
	dentryAppPropertiesNumberExceedsLimit: { status: 400, message: '应用属性数量超过限制' },
	recycleBinNotSupportForSpace: { status: 400, message: '空间不支持回收站' },
	operationConcurrentControl: { status: 400, message: '操作并发控制' },
	'param.error': { status: 400, message: 'Param Error' },
	'param.error.maxresults': { status: 400, message: 'Too Large MaxResults' },
	userNotExist: { status: 400, message: '用户不存在' },
	processInstanceInvalidParameter: { status: 400, message: '审批实例参数错误' },
	illegalComponent: { status: 400, message: '表单组件入参错误' },
	formConverterError: { status: 400, message: '表单数据校验失败' },
	// Spelled like this in the original.
	sysErrror: { status: 400, message: '创建审批实例系统异常' },
	operationNotSupported: { status: 400, message: '文件不支持下载' },
	orgAuthLevelNotEnough: { status: 403, message: 'auth level of org is not enough' },
	permissionDenied: { status: 403, message: '没有权限' },
	spaceNotExist: { status: 404, message: '空间不存在' },
	dentryNotExist: { status: 404, message: '文件或文件夹不存在' },
	taskNotExist: { status: 404, message: '任务不存在' },
	systemError: { status: 500, message: '系统错误' },
	unknownError: { status: 500, message: '未知错误' },
	ServiceUnavailable: { status: 503, message: 'The service is unavailable.' },
	operationTimeout: { status: 503, message: '操作超时' },
} as const satisfies Record<string, CatalogueEntry>;

export type ApiErrorCode = keyof typeof API_ERRORS;

/** An error answer of the new-style API: `code`, `requestid`, `message` and nothing else but the denial's detail. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly accessDeniedDetail?: { readonly requiredScopes: readonly string[] },
	) {
		super(message);
	}

	toReply(): Reply {
		return jsonReply(this.status, {
			code: this.code,
			requestid: randomUUID().toUpperCase(),
			message: this.message,
			...(this.accessDeniedDetail && { accessdenieddetail: this.accessDeniedDetail }),
		});
	}
}

/** The error of this code, with the status and message of the catalogue unless a better message is given. */
export function apiError(code: ApiErrorCode, message: string = API_ERRORS[code].message): ApiError {
	return new ApiError(API_ERRORS[code].status, code, message);
}

/** The gateway's answer when a required field of the query or the body is absent. */
export function missingField(name: string): ApiError {
	return new ApiError(400, `Missing${name}`, `${name} is mandatory for this action.`);
}

/** The gateway's answer when the app lacks a permission; it names the permission and where to apply for it. */
export function missingScope(clientId: string, scope: string): ApiError {
	const applyUrl = `https://open-dev.dingtalk.com/appscope/apply?content=${clientId}%23${scope}`;
	return new ApiError(
		403,
		'Forbidden.AccessDenied.AccessTokenPermissionDenied',
		`应用尚未开通所需的权限：[${scope}]，点击链接申请并开通即可：${applyUrl}`,
		{ requiredScopes: [scope] },
	);
}

/** What DingTalk answers on a path it does not know: HTTP 200, in the style of its legacy API. */
export function unknownPath(): Reply {
	return jsonReply(200, { errcode: 404, errmsg: '请求的URI地址不存在' }, 'application/json');
}
