import {
	requirePossible,
	type Fault,
	type FaultEffect,
	type FaultKind,
	type Operation,
} from '../../../emulator/faults/fault';

/** One of each kind: TypeScript refuses this list when a kind is missing. */
const EXAMPLES: { readonly [K in FaultKind]: Extract<FaultEffect, { readonly kind: K }> } = {
	return: { kind: 'return', status: 500 },
	redirect: { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' },
	'ip-ban': { kind: 'ip-ban' },
	'reset-before-response': { kind: 'reset-before-response' },
	stall: { kind: 'stall' },
	'response-lost': { kind: 'response-lost' },
	'truncated-json': { kind: 'truncated-json' },
	'short-answer': { kind: 'short-answer' },
	'odd-answer': { kind: 'odd-answer', style: 'http-1.0' },
	'executed-late': { kind: 'executed-late', status: 504 },
	'token-expired': { kind: 'token-expired' },
	'reset-after-bytes': { kind: 'reset-after-bytes', bytes: 10_000 },
	'stop-reading': { kind: 'stop-reading', bytes: 10_000 },
	slow: { kind: 'slow', bytesPerSecond: 1_000_000 },
	'expire-url': { kind: 'expire-url' },
	'wrong-etag': { kind: 'wrong-etag' },
	'omit-etag': { kind: 'omit-etag' },
	'flip-byte': { kind: 'flip-byte' },
	'omit-newest': { kind: 'omit-newest' },
	'short-batch': { kind: 'short-batch' },
	'shuffle-batch': { kind: 'shuffle-batch' },
	'extra-parts': { kind: 'extra-parts' },
};

/** Every kind of fault that can happen in this operation. */
export function everyFaultIn(operation: Operation): Fault[] {
	return Object.values(EXAMPLES)
		.map((effect): Fault => ({ ...effect, operation }))
		.filter(isPossible);
}

function isPossible(fault: Fault): boolean {
	try {
		requirePossible(fault);
		return true;
	} catch {
		return false;
	}
}
