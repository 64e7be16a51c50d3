/** How deep a chain of causes is followed: HTTP clients wrap the actual reason, and none of them deeper. */
const MAX_DEPTH = 10;

/** Node's and undici's codes are upper-case words; others, such as n8n, put numbers in the same place. */
const CODE = /^[A-Z][A-Z0-9_]+$/;

/** The connection never came about: nothing was sent, and another host may do better. */
const UNCONNECTED = new Set([
	'ENOTFOUND',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
	'EADDRNOTAVAIL',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** Refused certificates and failed handshakes: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `EPROTO`… */
const TLS_FAILURE = /CERT|TLS|SSL|EPROTO|SIGNATURE/;

/** Answers that pass: time-out and too many requests. */
export const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);

/** A certificate that is not accepted (Node docs: tls, X509 certificate error codes). */
const UNTRUSTED = /CERT|SIGNATURE|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$|^UNABLE_TO_GET_CRL$/;

/** A proxy's answer in the place of a connection, made into a code: `PROXY_STATUS_407`. */
const PROXY_STATUS = /^PROXY_STATUS_(\d{3})$/;

/**
 * Node's code of an error, such as `ECONNRESET`, from the error itself or the nearest of its causes that has one.
 * Looks at the shape, since errors of other realms and of other copies of undici are no instances of ours.
 */
export function errorCode(error: unknown): string | undefined {
	for (const cause of causeChain(error)) {
		if ('code' in cause && typeof cause.code === 'string' && CODE.test(cause.code)) return cause.code;
	}
	return undefined;
}

/** The error and what caused it, the nearest first. */
export function causeChain(error: unknown): object[] {
	const chain: object[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && chain.length < MAX_DEPTH) {
		chain.push(current);
		current = 'cause' in current ? current.cause : undefined;
	}
	return chain;
}

/** Whether an error code says that this host is out of reach: there is no connection, or none that is safe. */
export function isUnreachable(code: string): boolean {
	return isUnconnected(code) || TLS_FAILURE.test(code) || isUntrusted(code) || PROXY_STATUS.test(code);
}

/** Whether an error code says that not even a bare connection came about, so that nothing was sent. */
export function isUnconnected(code: string): boolean {
	return UNCONNECTED.has(code);
}

/** Whether an error code says that the host, or something in its place, has a certificate nobody here trusts. */
export function isUntrusted(code: string): boolean {
	return UNTRUSTED.test(code);
}

/** Whether this host stays out of reach however often it is tried: an administrator has to change something. */
export function isOutOfReachForGood(code: string): boolean {
	const proxyStatus = Number(PROXY_STATUS.exec(code)?.[1] ?? 0);
	const isProxyRefusal = proxyStatus >= 400 && proxyStatus < 500 && !PASSING_STATUS.has(proxyStatus);
	return isUntrusted(code) || isProxyRefusal;
}
