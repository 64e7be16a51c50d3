import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import {
	OPERATOR_ID_KINDS,
	resolveHosts,
	type ApiHosts,
	type AppIdentity,
	type HostChoice,
	type OperatorId,
} from '../../../lib/dingtalk';
import { cleanOperatorId } from './operator-id';

export const CREDENTIAL_NAME = 'dingTalkApi';

const HOSTS: ReadonlyArray<HostChoice['host']> = ['china', 'international', 'custom'];

/** What the fields of the credential amount to. */
export interface DingTalkCredential {
	readonly app: AppIdentity;
	readonly hosts: ApiHosts;
	/** The user chose the servers, which may then be of any kind: a gateway, an emulator, plain HTTP. */
	readonly isCustomHost: boolean;
	/** Whom a node acts for that names nobody itself. */
	readonly operator: OperatorId | undefined;
	/** The calls a month that DingTalk's edition allows; 0 where the user does not care. */
	readonly monthlyApiCalls: number;
}

/** @throws DingTalkError `INVALID_HOST` */
export function readCredential(data: ICredentialDataDecryptedObject): DingTalkCredential {
	const field = (name: string) => String(data[name] ?? '').trim();
	const clientId = field('clientId');
	const clientSecret = field('clientSecret');
	const host = HOSTS.find((known) => known === field('host')) ?? 'china';
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
		operator: readOperator(field),
		monthlyApiCalls: readMonthlyApiCalls(field('monthlyApiCalls')),
	};
}

/** The field of the chosen kind. n8n hands over no others; credentials made by hand may have just one. */
function readOperator(field: (name: string) => string): OperatorId | undefined {
	const kind = OPERATOR_ID_KINDS.find((known) => known === field('operatorType')) ?? 'unionId';
	const value = cleanOperatorId(kind, field(kind));
	return value === '' ? undefined : { kind, value };
}

/** DingTalk's free edition allows 5,000 a month (DingTalk docs: call limits). */
export const FREE_MONTHLY_API_CALLS = 5_000;

function readMonthlyApiCalls(text: string): number {
	const calls = Number(text === '' ? FREE_MONTHLY_API_CALLS : text);
	return Number.isFinite(calls) && calls > 0 ? calls : 0;
}

/**
 * Whom an access token speaks for. n8n keeps the token when the user edits the credential, so a token
 * is only good while this is still the same.
 */
export function tokenOwner({ app, hosts }: DingTalkCredential): string {
	return [hosts.api, app.clientId, app.appType === 'thirdParty' ? app.authCorpId : ''].join(' ');
}
