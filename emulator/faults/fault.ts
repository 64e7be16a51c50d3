/** Names of the operations, as in faults, recorded calls and the routes table. */
export type Operation =
	| 'token'
	| 'corpToken'
	| 'unifiedToken'
	| 'legacyToken'
	| 'user'
	| 'userByMobile'
	| 'userByUnionId'
	| 'init'
	| 'query'
	| 'uploadInfo'
	| 'put'
	| 'get'
	| 'commit'
	| 'listSpaces'
	| 'getSpace'
	| 'approvalSpace'
	| 'createProcessInstance'
	| 'listDentries'
	| 'getDentry'
	| 'createFolder'
	| 'downloadInfo'
	| 'deleteDentry'
	| 'getTask'
	| 'unknown';

/** HTTP/1.0; a body that ends with the connection; a `100 Continue` that nobody asked for; `103 Early Hints`. */
export type OddStyle = 'http-1.0' | 'no-length' | 'continue' | 'early-hints';

/** What goes wrong. */
export type FaultEffect =
	/** Answers this instead of executing. A code of the error catalogue brings its own status and message. */
	| {
			readonly kind: 'return';
			readonly status?: number;
			readonly code?: string;
			readonly body?: string;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** Answers 307 to another address. */
	| { readonly kind: 'redirect'; readonly location: string }
	/** The gateway's ban of an address: no `code` in it, and HTML unless asked otherwise. */
	| { readonly kind: 'ip-ban'; readonly format?: 'html' | 'json' }
	/** Cuts the connection without executing. */
	| { readonly kind: 'reset-before-response' }
	/** Takes the request and never answers. */
	| { readonly kind: 'stall' }
	/** Executes, then cuts the connection or answers the given status. */
	| { readonly kind: 'response-lost'; readonly status?: number }
	/** Executes, then sends half of the answer as if it were all. */
	| { readonly kind: 'truncated-json' }
	/** Executes, or fails with the given error, and hangs up after half of the answer's body, or of its head where it has none. */
	| { readonly kind: 'short-answer'; readonly status?: number; readonly code?: string }
	/** Executes, and answers in a way that is rare and allowed. */
	| { readonly kind: 'odd-answer'; readonly style: OddStyle }
	/** Answers the given status, and executes when the next call of this operation arrives, before that one. */
	| { readonly kind: 'executed-late'; readonly status: number }
	/** API calls: the token of the call expires just before it. */
	| { readonly kind: 'token-expired' }
	/** put: cuts the connection after so many bytes of the body. */
	| { readonly kind: 'reset-after-bytes'; readonly bytes: number }
	/** put: stops reading after so many bytes of the body, and never answers. */
	| { readonly kind: 'stop-reading'; readonly bytes: number }
	/** put: reads the body no faster than this. */
	| { readonly kind: 'slow'; readonly bytesPerSecond: number }
	/** put, get: refuses the signature as too old. The others: sign with a date that is too old already. */
	| { readonly kind: 'expire-url' }
	/** put: answers an ETag that is not the MD5 of the part. */
	| { readonly kind: 'wrong-etag' }
	/** put: answers without an ETag. */
	| { readonly kind: 'omit-etag' }
	/** put: stores other bytes than were sent, and answers the ETag of what it stored. */
	| { readonly kind: 'flip-byte' }
	/** listDentries: does not show the newest file yet. */
	| { readonly kind: 'omit-newest' }
	/** query: leaves out the last part infos. */
	| { readonly kind: 'short-batch'; readonly omit?: number }
	/** query: answers the part infos in reverse order. */
	| { readonly kind: 'shuffle-batch' }
	/** query: adds infos of parts nobody asked for. */
	| { readonly kind: 'extra-parts'; readonly extra?: number };

export type FaultKind = FaultEffect['kind'];

/** An instruction to misbehave: what, in which operation, for which part (any, if not said), how often (once). */
export type Fault = FaultEffect & {
	readonly operation: Operation;
	readonly partNumber?: number;
	readonly count?: number;
};

/** Faults that only make sense in some operations. The others fit every one. */
const ONLY_IN: Partial<Record<FaultKind, readonly Operation[]>> = {
	'reset-after-bytes': ['put'],
	'stop-reading': ['put'],
	slow: ['put'],
	'expire-url': ['put', 'get', 'query', 'uploadInfo', 'downloadInfo'],
	'wrong-etag': ['put'],
	'omit-etag': ['put'],
	'flip-byte': ['put'],
	'omit-newest': ['listDentries'],
	'short-batch': ['query'],
	'shuffle-batch': ['query'],
	'extra-parts': ['query'],
};

/** The bytes of a file are poured out as they are read: there is no whole answer to spoil. */
const WITHOUT_WHOLE_ANSWER: ReadonlySet<FaultKind> = new Set([
	'truncated-json',
	'short-answer',
	'odd-answer',
]);

/** The object storage knows no tokens, and the others hand them out. */
const WITHOUT_TOKEN: ReadonlySet<Operation> = new Set([
	'put',
	'get',
	'token',
	'corpToken',
	'unifiedToken',
	'legacyToken',
]);

/** Throws when a fault could never happen as written: a test that sets it would prove nothing. */
export function requirePossible(fault: Fault): void {
	const operations = ONLY_IN[fault.kind];
	if (operations && !operations.includes(fault.operation)) {
		throw new Error(
			`Fault "${fault.kind}" happens in ${operations.join(', ')}, not in "${fault.operation}".`,
		);
	}
	if (fault.kind === 'token-expired' && WITHOUT_TOKEN.has(fault.operation)) {
		throw new Error(`Fault "token-expired": no token comes with "${fault.operation}".`);
	}
	if (fault.operation === 'get' && WITHOUT_WHOLE_ANSWER.has(fault.kind)) {
		throw new Error(`Fault "${fault.kind}": the answer of "get" is a stream.`);
	}
}
