import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { resolveHosts, type ApiHosts, type AppIdentity, type HostChoice } from '../../../lib/dingtalk';

export const CREDENTIAL_NAME = 'dingTalkApi';

/** What the fields of the credential amount to. */
export interface DingTalkCredential {
	readonly app: AppIdentity;
	readonly hosts: ApiHosts;
	/** The user chose the servers, which may then be of any kind: a gateway, an emulator, plain HTTP. */
	readonly isCustomHost: boolean;
	/** The default operator; may be empty. */
	readonly unionId: string;
}

/** @throws DingTalkError `INVALID_HOST` */
export function readCredential(data: ICredentialDataDecryptedObject): DingTalkCredential {
	const field = (name: string) => String(data[name] ?? '').trim();
	const clientId = field('clientId');
	const clientSecret = field('clientSecret');
	const host = field('host') as HostChoice['host'];
	return {
		app:
			field('appType') === 'thirdParty'
				? {
						appType: 'thirdParty',
						clientId,
						clientSecret,
						authCorpId: field('authCorpId'),
						suiteTicket: field('suiteTicket'),
					}
				: { appType: 'internal', clientId, clientSecret },
		isCustomHost: host === 'custom',
		hosts: resolveHosts({
			host,
			apiBaseUrl: field('apiBaseUrl'),
			legacyApiBaseUrl: field('legacyApiBaseUrl'),
		}),
		unionId: field('unionId'),
	};
}

/**
 * Whom an access token speaks for. n8n keeps the token when the user edits the credential, so a token
 * is only good while this is still the same.
 */
export function tokenOwner({ app, hosts }: DingTalkCredential): string {
	return [hosts.api, app.clientId, app.appType === 'thirdParty' ? app.authCorpId : ''].join(' ');
}
