import { DingTalkError } from './errors';

/** No connection came about, so nothing was sent: sending again cannot do anything twice. */
const UNREACHABLE = new Set([
	'ENOTFOUND',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
	'EADDRNOTAVAIL',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** Refused certificates and failed handshakes, such as `CERT_HAS_EXPIRED` and `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
const TLS_FAILURE = /CERT|TLS|SSL|EPROTO|SIGNATURE/;

/** n8n's protection against requests to internal addresses (SSRF) refuses before it connects. */
const SSRF_REFUSAL = /^Ssrf/;

/** HTTP clients wrap the actual reason; deeper than this none does. */
const MAX_DEPTH = 6;

/** Reads what an HTTP client threw. Keeps its code and not the error itself, which holds the request's headers. */
export function readNetworkError(error: unknown, url: string): DingTalkError {
	const chain = causes(error);
	const known = chain.find(DingTalkError.is);
	if (known) return known;

	const host = new URL(url).host;
	if (chain.some((cause) => cause instanceof Error && SSRF_REFUSAL.test(cause.constructor.name))) {
		return new DingTalkError('API_UNREACHABLE', { host, reason: 'SSRF_PROTECTION' });
	}
	const reason = chain.map(codeOf).find((code) => code !== undefined);
	const isUnreachable = reason !== undefined && (UNREACHABLE.has(reason) || TLS_FAILURE.test(reason));
	return new DingTalkError(isUnreachable ? 'API_UNREACHABLE' : 'API_CONNECTION_LOST', { host, reason });
}

function causes(error: unknown): unknown[] {
	const chain: unknown[] = [];
	let current = error;
	while (current !== undefined && current !== null && chain.length < MAX_DEPTH) {
		chain.push(current);
		current = (current as { cause?: unknown }).cause;
	}
	return chain;
}

/** Node's and undici's codes are upper-case words; n8n puts numbers of its own in the same place. */
function codeOf(error: unknown): string | undefined {
	const code = (error as { code?: unknown }).code;
	return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : undefined;
}
