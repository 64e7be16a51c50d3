'use strict';

/** What DingTalk, its storage or the line can do wrong, as the emulator takes it, by the calls it happens to. */

/** Takes no connections: the discard port, which nobody serves any more. */
const NOBODY = 'http://127.0.0.1:9/';

const KIB = 1024;

/** Kinds of faults by the calls they happen to. A kind that is named twice is twice as likely. */
const FAULTS = {
	put: [
		{ kind: 'return', status: 500 },
		{ kind: 'return', status: 503 },
		{ kind: 'return', status: 403 },
		{ kind: 'redirect', location: NOBODY },
		{ kind: 'reset-before-response' },
		{ kind: 'reset-after-bytes', bytes: 64 * KIB },
		{ kind: 'response-lost' },
		{ kind: 'response-lost', status: 502 },
		{ kind: 'stall' },
		{ kind: 'stop-reading', bytes: 64 * KIB },
		{ kind: 'slow', bytesPerSecond: 200 * KIB },
		{ kind: 'expire-url' },
		{ kind: 'wrong-etag' },
		{ kind: 'omit-etag' },
		{ kind: 'flip-byte' },
		{ kind: 'short-answer' },
		{ kind: 'odd-answer', style: 'no-length' },
	],
	query: [
		{ kind: 'return', status: 500 },
		{ kind: 'return', code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' },
		{ kind: 'reset-before-response' },
		{ kind: 'response-lost' },
		{ kind: 'truncated-json' },
		{ kind: 'token-expired' },
		{ kind: 'ip-ban' },
		{ kind: 'expire-url' },
		{ kind: 'short-batch' },
		{ kind: 'shuffle-batch' },
		{ kind: 'extra-parts' },
		{ kind: 'short-answer' },
	],
	init: [
		{ kind: 'return', status: 503 },
		{ kind: 'reset-before-response' },
		{ kind: 'response-lost' },
		{ kind: 'truncated-json' },
		{ kind: 'token-expired' },
	],
	commit: [
		{ kind: 'return', status: 500 },
		{ kind: 'reset-before-response' },
		{ kind: 'response-lost' },
		{ kind: 'response-lost' },
		{ kind: 'response-lost', status: 504 },
		{ kind: 'executed-late', status: 500 },
		{ kind: 'truncated-json' },
		{ kind: 'short-answer' },
		{ kind: 'odd-answer', style: 'http-1.0' },
		{ kind: 'token-expired' },
	],
	listDentries: [
		{ kind: 'omit-newest' },
		{ kind: 'return', status: 500 },
		{ kind: 'reset-before-response' },
		{ kind: 'truncated-json' },
	],
	token: [{ kind: 'return', status: 500 }, { kind: 'reset-before-response' }, { kind: 'response-lost' }],
};

/** Not of the same PUT: a storage that damages a part and withholds the checksum cannot be found out. */
const NOT_TOGETHER = ['flip-byte', 'omit-etag'];

module.exports = { FAULTS, NOT_TOGETHER };
