import { isUploadGone, type DingTalkError, type DingTalkErrorCode } from '../../../lib/dingtalk';

/** What the user can do next, where DingTalk or the way to it is the reason. */
const ADVICE: Readonly<Record<DingTalkErrorCode, string>> = {
	INVALID_TOKEN: 'Check that the host in the credential belongs to the platform on which the app was made.',
	WRONG_CREDENTIALS:
		"Compare 'Client ID (AppKey)' and 'Client Secret (AppSecret)' of the credential with the app's page Credentials and Basic Information, and check that 'Host' is the platform on which the app was made.",
	WRONG_SUITE_TICKET: "Put the ticket that DingTalk pushed last into 'Suite Ticket' of the credential.",
	CORP_NOT_AUTHORIZED: "Check 'Corp ID' of the credential, and that this organization has the app enabled.",
	SCOPE_MISSING: 'Add the permission to the app in the DingTalk developer console.',
	PERMISSION_DENIED:
		"Check 'Union ID' (it is not the user ID), and that this user may edit the space. For the approval space, grant the user access first.",
	ORG_NOT_VERIFIED: 'Have the organization verified (企业认证) in the DingTalk admin console.',
	UPLOAD_FORBIDDEN: 'Choose another space or folder, or ask the administrator of the organization.',
	IP_NOT_ALLOWED:
		"Add the outgoing IP address of n8n to the app's list of server addresses in the DingTalk developer console.",
	IP_BANNED: 'DingTalk lifts the block after about five minutes. Let fewer workflows call DingTalk at once.',
	THROTTLED:
		'Try again later, and let fewer workflows call DingTalk at once; full hours are the busiest time.',
	QUOTA_SPENT:
		'The quota is renewed next month, or can be extended in the DingTalk developer console. A larger part size needs fewer calls.',
	SPACE_NOT_FOUND: "Check 'Space'. The list shows the spaces of the user in 'Union ID'.",
	PARENT_NOT_FOUND: "Check 'Folder': it must be in the chosen space and not be deleted.",
	FILE_NOT_FOUND: "Check 'File' and 'Space': the file must be in this space and not be deleted.",
	NOT_A_FILE: "Choose a file in 'File'.",
	FOLDER_PATH_BLOCKED: "Choose another path in 'Folder', or rename the file that has the folder's name.",
	NAME_ILLEGAL: "Choose another name in the option 'File Name'.",
	NAME_TAKEN: "Choose another 'File Name', or another 'Conflict Strategy'.",
	SPACE_FULL:
		'Delete files that are no longer needed, or have the quota of the space or organization raised.',
	FILE_REFUSED: 'DingTalk checks files for malicious content and for types it knows.',
	UPLOAD_KEY_INVALID:
		"Check 'Upload Key': it is good for one file, until the file is complete. Start the upload anew.",
	PART_NUMBERS_INVALID: "Check 'Part Numbers'.",
	STORE_FAILED: 'Upload the file again. Nothing was created.',
	CONCURRENT: 'Try again later, or upload to this folder from one workflow at a time.',
	SERVER_BUSY: 'Try again later.',
	INVALID_REQUEST: "Check 'Space', 'Folder' and 'Union ID'.",
	UNKNOWN_PATH: "Check 'Host' and the base URLs of the credential.",
	USER_NOT_FOUND: 'Check the user ID.',
	USER_OUT_OF_REACH: "Widen the app's contact scope in the DingTalk developer console.",
	REFUSED: 'See the details for what DingTalk answered.',
	API_UNREACHABLE: "Check 'Host' of the credential, and the network, proxy and DNS of the n8n server.",
	API_UNTRUSTED:
		'Where a firewall opens encrypted connections, or the host has a certificate of a private CA, start n8n with NODE_EXTRA_CA_CERTS set to the file of that CA.',
	HOST_BLOCKED: 'Ask the administrator of this n8n to allow the host in its SSRF protection.',
	API_CONNECTION_LOST: 'Try again, and check the network and the proxy of the n8n server.',
	API_TIMEOUT: 'Try again later, and check the network and the proxy of the n8n server.',
	API_BAD_ANSWER:
		'Something between n8n and DingTalk may have answered instead: check the base URLs of the credential and the proxy.',
	COMMIT_UNCERTAIN: 'All parts were stored, but the answer to the last call did not arrive.',
	DELETE_FAILED: 'Look whether the file is still there, and try again later.',
	FOLDER_TOO_BUSY: 'Look for the file in the folder.',
	SIZE_MISMATCH:
		'Do not rely on this file: delete it in DingTalk, or restore its former version, and upload it again.',
	INVALID_HOST:
		"Give 'API Base URL' and 'Legacy API Base URL' of the credential as http:// or https:// addresses without user, query or fragment.",
};

/** Where a permission can be added to the app with one click. */
const APPLY_URL = 'https://open-dev.dingtalk.com/appscope/apply?content=';

export function adviseOnDingTalk(error: DingTalkError, clientId: string): string {
	const { scopes, dentryIds, host, reason, apiCode, apiMessage, requestId } = error.facts;
	const sentences = [ADVICE[error.code]];
	if (error.code === 'COMMIT_UNCERTAIN') sentences.push(...adviseOnUnclearCommit(error));
	if (error.code === 'SCOPE_MISSING' || error.facts.lookFailure === 'SCOPE_MISSING') {
		sentences.push(...linkToScopes(scopes, clientId));
	}
	if (dentryIds) sentences.push(`ID: ${dentryIds.join(', ')}.`);
	if (host) sentences.push(`Host: ${host}${reason ? ` (${reason})` : ''}.`);
	if (apiMessage) sentences.push(`DingTalk says: ${apiMessage}`);
	if (apiCode) sentences.push(`[${[apiCode, requestId].filter(Boolean).join(', ')}]`);
	return sentences.join(' ');
}

/** What to look for, and how to go on when it is not there. */
function adviseOnUnclearCommit({ facts, cause }: DingTalkError): string[] {
	const { fileName = '', lookFailure, dentryIds } = facts;
	const look = `Look for the file '${fileName}' in the folder: if it is there, the upload is done.`;
	if (dentryIds) return [look, 'More than one file may be it.'];
	if (isUploadGone(cause)) return [look, 'If not, upload it again from the start.'];
	const sentences = [
		look,
		"If not, go on with 'checkpoint' from the details in the option 'Resume From': no part is sent twice.",
	];
	if (lookFailure === 'SCOPE_MISSING') {
		sentences.push('With this permission for the app, the node looks by itself:');
	} else if (lookFailure && cause instanceof Error) {
		sentences.push(`The node could not look by itself: ${cause.message}.`);
	}
	return sentences;
}

function linkToScopes(scopes: readonly string[] | undefined, clientId: string): string[] {
	if (!scopes?.[0]) return [];
	const links = scopes.map((scope) => `${scope}: ${APPLY_URL}${encodeURIComponent(`${clientId}#${scope}`)}`);
	return [`${links.join(' , ')} . It takes effect with the next access token, after two hours at most.`];
}
