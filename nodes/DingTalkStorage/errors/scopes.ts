import type { DingTalkErrorFacts } from '../../../lib/dingtalk';

/** What the developer console calls the permissions of the node's calls (DingTalk docs: the page of each call). */
export const SCOPE_NAMES: Readonly<Record<string, string>> = {
	'Storage.UploadInfo.Read': '企业存储文件上传信息读权限',
	'Storage.File.Write': '企业存储文件写权限',
	'Storage.File.Read': '企业存储文件读权限',
	'Storage.DownloadInfo.Read': '企业存储文件下载信息读权限',
	'Storage.Task.Read': '企业存储任务读权限',
	'Drive.Space.Read': '钉盘应用盘空间读权限',
	'Workflow.Instance.Write': '工作流实例写权限',
	qyapi_get_member: '成员信息读权限',
	qyapi_get_member_by_mobile: '根据手机号获取成员基本信息权限',
};

/** The legacy API does not say which permission is missing. */
const SCOPE_OF_LEGACY_CALL: Readonly<Record<string, string>> = {
	getUser: 'qyapi_get_member',
	getUserByUnionId: 'qyapi_get_member',
	getUserByMobile: 'qyapi_get_member_by_mobile',
};

/** Where a permission can be added to the app with one click; DingTalk's own answers hold such links. */
const APPLY_URL = 'https://open-dev.dingtalk.com/appscope/apply?content=';

/** The permissions that were missing, or none where nobody says so. */
export function missingScopes({ scopes, operation = '' }: DingTalkErrorFacts): readonly string[] {
	if (scopes) return scopes;
	const scope = SCOPE_OF_LEGACY_CALL[operation];
	return scope === undefined ? [] : [scope];
}

/** A permission by its code, its name in the console, and the page on which to apply for it. */
export function linkToScope(scope: string, clientId: string): string {
	const name = SCOPE_NAMES[scope];
	const title = name === undefined ? scope : `${scope} (${name})`;
	return `${title}: ${APPLY_URL}${encodeURIComponent(`${clientId}#${scope}`)}`;
}
