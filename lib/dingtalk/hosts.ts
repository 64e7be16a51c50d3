import type { ApiHost, ApiRequest } from './api-transport';
import { DingTalkError } from './errors';

/** Base URLs without a trailing slash. */
export interface ApiHosts {
	readonly api: string;
	readonly legacy: string;
}

export interface HostChoice {
	readonly host: 'china' | 'international' | 'custom';
	readonly apiBaseUrl?: string | undefined;
	/** Empty: the same as `apiBaseUrl`. */
	readonly legacyApiBaseUrl?: string | undefined;
}

/** Two separate platforms: an app of one is unknown to the other (DingTalk docs: server API overview, both editions). */
const KNOWN_HOSTS = {
	china: { api: 'https://api.dingtalk.com', legacy: 'https://oapi.dingtalk.com' },
	international: { api: 'https://api.dingtalk.io', legacy: 'https://oapi.dingtalk.io' },
} as const;

/** @throws DingTalkError `INVALID_HOST` with the field's name in `facts.field` */
export function resolveHosts(choice: HostChoice): ApiHosts {
	if (choice.host !== 'custom') return KNOWN_HOSTS[choice.host];
	const api = parseBaseUrl('apiBaseUrl', choice.apiBaseUrl ?? '');
	const legacy = choice.legacyApiBaseUrl ? parseBaseUrl('legacyApiBaseUrl', choice.legacyApiBaseUrl) : api;
	return { api, legacy };
}

/** The full address of a request, without the access token. */
export function requestUrl(hosts: ApiHosts, request: ApiRequest): string {
	const query = new URLSearchParams(request.query).toString();
	return hosts[request.host] + request.path + (query && `?${query}`);
}

/** A path of the new API begins with its version. */
const NEW_API_PATH = /\/v\d+\.\d+\//;

/** Which of DingTalk's APIs an address leads to; undefined for every other server. */
export function apiHostOf(hosts: ApiHosts, address: string): ApiHost | undefined {
	if (!URL.canParse(address)) return undefined;
	const url = new URL(address);
	const isBelow = (base: string) =>
		url.origin === new URL(base).origin && `${url.href}/`.startsWith(`${base}/`);
	// With base URLs of the user's own, both may be at the same place.
	if (isBelow(hosts.api) && (hosts.api !== hosts.legacy || NEW_API_PATH.test(url.pathname))) return 'api';
	return isBelow(hosts.legacy) ? 'legacy' : undefined;
}

function parseBaseUrl(field: string, text: string): string {
	const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
	const isPlain =
		url !== undefined &&
		['http:', 'https:'].includes(url.protocol) &&
		[url.username, url.password, url.search, url.hash].every((piece) => piece === '');
	if (!isPlain) throw new DingTalkError('INVALID_HOST', { field });
	return url.href.replace(/\/+$/, '');
}
