import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { CALL_TIMEOUT_MS, login } from '../lib/dingtalk';
import {
	FREE_MONTHLY_API_CALLS,
	readCredential,
	tokenOwner,
} from '../nodes/DingTalkStorage/credential/credential';
import { authorize } from '../nodes/DingTalkStorage/transport/authorize';
import { createHelperTransport } from '../nodes/DingTalkStorage/transport/helper-transport';

export class DingTalkApi implements ICredentialType {
	name = 'dingTalkApi';

	displayName = 'DingTalk API';

	icon: Icon = { light: 'file:dingtalk-storage.svg', dark: 'file:dingtalk-storage.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-dingtalk-storage/n8n-nodes-dingtalk-storage#set-up-the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'App Type',
			name: 'appType',
			type: 'options',
			options: [
				{
					name: 'Internal App',
					value: 'internal',
					description: 'An app that your own organization developed',
				},
				{
					name: 'Third-Party App',
					value: 'thirdParty',
					description: 'An app that another organization has authorized',
				},
			],
			default: 'internal',
			description: 'Who developed the app',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. dingabcdefghijklmnop',
			description:
				'The Client ID (AppKey) on the page Credentials and Basic Information (凭证与基础信息) of the app; SuiteKey for third-party apps',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The Client Secret (AppSecret) next to the Client ID; SuiteSecret for third-party apps',
		},
		{
			displayName: 'Corp ID',
			name: 'authCorpId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ding1234567890abcdef',
			description: 'The organization that authorized the app',
			displayOptions: { show: { appType: ['thirdParty'] } },
		},
		// A third-party app logs in with it; the rule goes by names that are usual for secrets.
		// eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password
		{
			displayName: 'Suite Ticket',
			name: 'suiteTicket',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The ticket that DingTalk pushes to the app about every five hours. Apps under delegated development may use any text.',
			displayOptions: { show: { appType: ['thirdParty'] } },
		},
		{
			displayName: 'Operator',
			name: 'operatorType',
			type: 'options',
			options: [
				{
					name: 'Mobile Number',
					value: 'mobile',
					description: 'The number with which the person signs in to DingTalk',
				},
				{
					name: 'Union ID',
					value: 'unionId',
					description: 'Where you have it from another DingTalk call; no page of DingTalk shows it',
				},
				{
					name: 'User ID',
					value: 'userId',
					description: 'Shown in the admin console (管理后台), page Contacts (通讯录), as 员工 UserID',
				},
			],
			default: 'unionId',
			description:
				'The person on whose behalf DingTalk acts, where a node does not name another one. Give whichever of the three you know.',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			placeholder: 'e.g. manager4220',
			description: 'Needs the permission qyapi_get_member (成员信息读权限) for the app',
			displayOptions: { show: { operatorType: ['userId'] } },
		},
		{
			displayName: 'Union ID',
			name: 'unionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. iPxxxxxxxxxxiEiE',
			description: 'This is the union ID, not the user ID',
			displayOptions: { show: { operatorType: ['unionId'] } },
		},
		{
			displayName: 'Mobile Number',
			name: 'mobile',
			type: 'string',
			default: '',
			placeholder: 'e.g. 13800138000',
			description:
				'Needs the permissions qyapi_get_member_by_mobile (根据手机号获取成员基本信息权限) and qyapi_get_member (成员信息读权限) for the app',
			displayOptions: { show: { operatorType: ['mobile'] } },
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'options',
			options: [
				{
					name: 'China (dingtalk.com)',
					value: 'china',
					description: 'For apps made at open-dev.dingtalk.com',
				},
				{ name: 'Custom', value: 'custom', description: 'A proxy of your own, or an emulator' },
				{
					name: 'International (dingtalk.io)',
					value: 'international',
					description: 'For apps made on the international developer platform',
				},
			],
			default: 'china',
			description: 'Where the app was made. An app of one platform is unknown to the other.',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.dingtalk.com',
			description: 'Stands in for https://api.dingtalk.com',
			displayOptions: { show: { host: ['custom'] } },
		},
		{
			displayName: 'Legacy API Base URL',
			name: 'legacyApiBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://oapi.dingtalk.com',
			description: "Stands in for https://oapi.dingtalk.com. Leave it empty to use 'API Base URL'.",
			displayOptions: { show: { host: ['custom'] } },
		},
		{
			displayName: 'API Calls per Month',
			name: 'monthlyApiCalls',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: FREE_MONTHLY_API_CALLS,
			description:
				"The quota (API 调用量) of your organization's DingTalk edition; 5000 in the free one. A hint tells when this n8n has made most of them. 0 for no hint.",
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			// The app that the access token was issued to, see `tokenOwner`.
			displayName: 'Issued To',
			name: 'issuedTo',
			type: 'hidden',
			default: '',
		},
	];

	/** Logs in; n8n stores what this answers, and asks again once the token is gone. */
	async preAuthentication(
		this: IHttpRequestHelper,
		data: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const credential = readCredential(data);
		const transport = createHelperTransport(credential.hosts, (options) => this.helpers.httpRequest(options));
		const { accessToken } = await login(credential.app, transport, AbortSignal.timeout(CALL_TIMEOUT_MS));
		return { accessToken, issuedTo: tokenOwner(credential) };
	}

	async authenticate(
		data: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authorize(data, options);
	}
}
