import { causeChain, errorCode, isUnconnected, isUntrusted } from '../upload';
import { DingTalkError } from './errors';

/** What fails in the middle of a request has the code of a host out of reach, too, when its address does not answer any more. */
const OF_OPEN_CONNECTION = new Set<unknown>(['read', 'write']);

/** Reads what an HTTP client threw. Keeps its code and not the error itself, which holds the request's headers. */
export function readNetworkError(error: unknown, url: string): DingTalkError {
	const chain = causeChain(error);
	const known = chain.find(DingTalkError.is);
	if (known) return known;

	const { host } = new URL(url);
	const reason = errorCode(error) ?? '';
	if (isUntrusted(reason)) return new DingTalkError('API_UNTRUSTED', { host, reason });
	// Where no connection came about nothing was sent: sending again cannot do anything twice. A failure of TLS may
	// come in the middle of a request as well.
	const isUnsent = isUnconnected(reason) && !chain.some(isOfOpenConnection);
	return new DingTalkError(isUnsent ? 'API_UNREACHABLE' : 'API_CONNECTION_LOST', {
		host,
		reason: reason || undefined,
	});
}

/** Node names the call to the system that failed. */
function isOfOpenConnection(error: object): boolean {
	return 'syscall' in error && OF_OPEN_CONNECTION.has(error.syscall);
}
