/** How deep a chain of causes is followed; nothing real is deeper. */
const MAX_DEPTH = 10;

/** Node's and undici's codes are upper-case words; others, such as n8n, put numbers in the same place. */
const CODE = /^[A-Z][A-Z0-9_]+$/;

/** The connection never came about: nothing was sent, and another host may do better. */
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

/** Refused certificates and failed handshakes: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `EPROTO`… */
const TLS_FAILURE = /CERT|TLS|SSL|EPROTO|SIGNATURE/;

/**
 * Node's code of an error, such as `ECONNRESET`, from the error itself or the nearest of its causes that has one.
 * Looks at the shape, since errors of other realms and of other copies of undici are no instances of ours.
 */
export function errorCode(error: unknown): string | undefined {
	let current = error;
	for (let depth = 0; depth < MAX_DEPTH && typeof current === 'object' && current !== null; depth++) {
		if ('code' in current && typeof current.code === 'string' && CODE.test(current.code)) return current.code;
		current = 'cause' in current ? current.cause : undefined;
	}
	return undefined;
}

/** Whether an error code says that no connection came about. */
export function isUnreachable(code: string): boolean {
	return UNREACHABLE.has(code) || TLS_FAILURE.test(code);
}
