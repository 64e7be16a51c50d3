import type { DingTalkErrorCode } from '../../../lib/dingtalk';

/*
 * For people who know n8n and not DingTalk: where to click, in the words of the page they then see, which is Chinese
 * for most (DingTalk docs: basic concepts, add API permission, call limits, error codes of the server API).
 */
const DEVELOPER_CONSOLE = 'the DingTalk developer console (开发者后台, https://open-dev.dingtalk.com)';
const ADMIN_CONSOLE = 'the DingTalk admin console (管理后台, https://oa.dingtalk.com)';
const VERIFICATION_PAGE = 'https://oa.dingtalk.com/index.htm#/chooseAuthType';
const ALL_CODES = 'https://open.dingtalk.com/document/development/server-api-error-codes-1';

/** What the user can do next, where DingTalk or the way to it is the reason. Fields are named by their label. */
export const ADVICE: Readonly<Record<DingTalkErrorCode, string>> = {
	INVALID_TOKEN: `The node has asked for a new token, and that one was not accepted either. Check that 'Host' of the credential is the platform on which the app was made, and that the app still exists in ${DEVELOPER_CONSOLE}.`,
	WRONG_CREDENTIALS: `Open the app in ${DEVELOPER_CONSOLE}, page Credentials and Basic Information (凭证与基础信息), and copy both values from there into 'Client ID' and 'Client Secret' of the credential. 'Host' has to be the platform on which the app was made.`,
	WRONG_SUITE_TICKET:
		"DingTalk pushes a new ticket (suiteTicket) to the server of a third-party app about every five hours. Put the last one into 'Suite Ticket' of the credential.",
	CORP_NOT_AUTHORIZED: `Compare 'Corp ID' of the credential with the CorpId on the home page (首页) of that organization's developer console (开发者后台, https://open-dev.dingtalk.com). If it is the same, one of its administrators has to enable the app in ${ADMIN_CONSOLE}, page Workbench > App Management (工作台 > 应用管理).`,
	SCOPE_MISSING: `Open the app in ${DEVELOPER_CONSOLE}, page Permissions (权限管理), search for the permission, and apply for it (立即开通). It takes effect with the next access token, after two hours at most.`,
	PERMISSION_DENIED:
		"Give the person in 'Operator' the right to edit (可编辑) this space or folder in DingTalk Drive (钉盘), or name somebody who has it. 'Union ID' takes a union ID, which is not the user ID. For the attachment of an approval (审批附件), set 'Upload To' to 'Approval Attachment Space': that gives the right as well.",
	ORG_NOT_VERIFIED: `DingTalk gives download addresses only to organizations whose verification (企业认证) is high enough. An administrator applies for it, or for the next level, in the admin console (管理后台): ${VERIFICATION_PAGE} .`,
	UPLOAD_FORBIDDEN: `Choose another 'Space' or 'Folder', or ask an administrator whether uploads are restricted in ${ADMIN_CONSOLE}.`,
	IP_NOT_ALLOWED: `Open the app in ${DEVELOPER_CONSOLE}, page Development Configuration > Security Settings (开发配置 > 安全设置), and add the public IP address of the n8n server to Server Egress IP (服务器出口IP). Several addresses are separated by commas.`,
	IP_BANNED:
		'After 10,000 calls within 20 seconds DingTalk blocks an IP address for five minutes, and counts all programs behind it. Try again then, and let fewer workflows call DingTalk at once. If it goes on for longer, a proxy or firewall may have answered instead of DingTalk.',
	THROTTLED:
		'The node has repeated the call for more than a minute. Let fewer workflows call DingTalk at once, and not on the hour, its busiest time; the standard edition (标准版) allows an app 20 calls of one kind a second.',
	QUOTA_SPENT: `The quota begins anew with the next month. What is used up is shown in ${DEVELOPER_CONSOLE}, page Resource Management (资源管理); DingTalk Professional (专业版) or an add-on pack (应用开发增购包) extends it. A larger 'Part Size (MB)' needs fewer calls.`,
	SPACE_NOT_FOUND:
		"Choose 'Space' From List: it holds the spaces that the person in 'Operator' can see. DingTalk does not know the ID of a space that was deleted, or that belongs to another organization than the app.",
	PARENT_NOT_FOUND:
		"Choose the folder From List, or check its ID or path in 'Folder' or 'Parent Folder': it has to be in the chosen 'Space', and not in the recycle bin (回收站). The ID 0 is the root folder.",
	FILE_NOT_FOUND:
		"Check 'File': it takes the ID of a file, which is 'fileId' in the result of an upload. The file has to be in the chosen 'Space', and not in the recycle bin (回收站).",
	NOT_A_FILE:
		"Choose 'File' From List, or give it the ID of a file, such as 'fileId' in the result of an upload. Folders are left alone.",
	FOLDER_PATH_BLOCKED:
		'Choose another path for the folder, or rename the file that has its name. Nothing was uploaded.',
	NOT_SUPPORTED:
		"Switch off 'Move to Recycle Bin': only spaces of DingTalk Drive (钉盘) have a recycle bin (回收站). Some files, such as online documents (在线文档), cannot be downloaded.",
	FILE_ARCHIVED: 'Try again in some minutes: DingTalk brings files back from its archive (归档) by itself.',
	NAME_ILLEGAL:
		"Set another 'File Name' or 'Folder Name'; letters, digits, hyphens and one dot before the extension are safe. Where the folder is named by a path, a name in it may be meant.",
	NAME_TAKEN:
		"Set another 'File Name' or 'Folder Name', or choose another 'Conflict Strategy': 'Rename Automatically' keeps both.",
	SPACE_FULL: `Delete files in DingTalk that are no longer needed, or ask an administrator to give the space or the organization more capacity (容量) in ${ADMIN_CONSOLE}.`,
	FILE_REFUSED:
		"DingTalk looks for malicious content (病毒), and does not take every type of file (文件格式). Check the file, and the extension of its name in the option 'File Name'.",
	UPLOAD_KEY_INVALID:
		"An upload key is good for one file, and only until that file is complete. Upload the file again, without 'Resume From'. Where you give the key yourself, check 'Upload Key'.",
	PART_NUMBERS_INVALID: "Give 'Part Numbers' numbers and ranges from 1 to 10,000, such as 1-45, 60.",
	STORE_FAILED:
		'Nothing was created: upload the file again. If that does not help, give the request ID to DingTalk support (技术支持).',
	CONCURRENT:
		'The node has tried several times. Try again later, and upload to this folder from one workflow at a time.',
	SERVER_BUSY:
		'Try again in a few minutes. If that does not help, give the request ID to DingTalk support (技术支持).',
	INVALID_REQUEST:
		"Check 'Space', 'Folder', 'File' and 'Operator', as far as this operation has them: an ID may be incomplete, or belong to another organization. In 'Operator', a user ID and a union ID are two different things.",
	UNKNOWN_PATH:
		"What answers there is not DingTalk's API, or only a part of it. Check 'Host' of the credential, and with a custom one 'API Base URL' and 'Legacy API Base URL'.",
	USER_NOT_FOUND: `Check 'Operator'. The user ID is shown in ${ADMIN_CONSOLE}, page Contacts > User Management (通讯录 > 成员管理), with a click on the name. A mobile number is the one with which the person logs in to DingTalk. The person has to belong to the organization of the app.`,
	USER_OUT_OF_REACH: `Open the app in ${DEVELOPER_CONSOLE}, page Permissions (权限管理), and widen the scope (授权范围) of the contact permissions (通讯录权限) to this person or to all staff (全部员工). The page Version Management and Release (版本管理与发布) has a scope of its own (可使用范围), which has to include the person too.`,
	REFUSED: `The node does not know this answer; what DingTalk gave as the reason follows. All its codes are explained on ${ALL_CODES} .`,
	API_UNREACHABLE:
		"Check 'Host' of the credential, and that the n8n server can reach it: network, DNS, firewall, and the proxy in HTTPS_PROXY.",
	API_UNTRUSTED:
		'Where a firewall opens encrypted connections, or the host has a certificate of a private CA, start n8n with NODE_EXTRA_CA_CERTS set to the file of that CA.',
	HOST_BLOCKED:
		'Ask the administrator of this n8n to let its SSRF protection pass this host, by N8N_SSRF_ALLOWED_HOSTNAMES.',
	API_CONNECTION_LOST: 'Try again, and check the network, the firewall and the proxy of the n8n server.',
	API_TIMEOUT: 'Try again later, and check the network, the firewall and the proxy of the n8n server.',
	API_BAD_ANSWER:
		"Something between n8n and DingTalk may have answered instead. Check the proxy and the firewall of the n8n server, and 'Host' of the credential, with a custom one its base URLs.",
	COMMIT_UNCERTAIN: 'All parts were stored, but the answer to the last call did not arrive.',
	DELETE_FAILED:
		'Look in DingTalk whether the file is still there. It may be locked, or in use; try again later, or delete it in DingTalk Drive (钉盘).',
	FOLDER_TOO_BUSY:
		'Look for it in DingTalk yourself. Folders with fewer entries, and with fewer workflows at work in them, can be looked through.',
	SIZE_MISMATCH:
		'Do not rely on this file: delete it in DingTalk, or restore its former version (历史版本), and upload it again.',
	INVALID_HOST:
		"Give 'API Base URL' and 'Legacy API Base URL' of the credential as http:// or https:// addresses without user, query or fragment.",
};
