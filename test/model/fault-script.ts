import * as fc from 'fast-check';
import type { Fault, FaultEffect, Operation } from '../../emulator';

/** What a fault asks of an uploader, and so how many of it may be set before it may give up. */
type Severity =
	/** Nothing: the answer is good, or good enough. */
	| 'harmless'
	/** To send the same once more. */
	| 'repeat'
	/** To have the part signed anew, then to send it once more. */
	| 'sign'
	/** To slow down. */
	| 'wait'
	/** To log in, then to send the same once more. */
	| 'logIn'
	/** To ask once more for what was left out. */
	| 'askAgain'
	/** Nothing helps. */
	| 'fatal';

/** One instruction of a script to misbehave. */
export interface ScriptedFault {
	readonly fault: Fault;
	readonly severity: Severity;
}

type Template = readonly [effect: FaultEffect, severity: Severity];

const THROTTLING = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';
const HTML = '<!DOCTYPE html><html><body>Bad gateway</body></html>';

/** What can go wrong with any call of the API. */
const API_FAULTS: readonly Template[] = [
	[{ kind: 'return', status: 500 }, 'repeat'],
	[{ kind: 'return', status: 503 }, 'repeat'],
	[{ kind: 'return', status: 502, body: HTML, headers: { 'Content-Type': 'text/html' } }, 'repeat'],
	[{ kind: 'return', status: 200, body: '' }, 'repeat'],
	[{ kind: 'return', status: 200, body: HTML, headers: { 'Content-Type': 'text/html' } }, 'repeat'],
	[{ kind: 'return', code: 'operationConcurrentControl' }, 'repeat'],
	[{ kind: 'redirect', location: 'http://127.0.0.1:1/' }, 'repeat'],
	[{ kind: 'reset-before-response' }, 'repeat'],
	[{ kind: 'stall' }, 'repeat'],
	[{ kind: 'response-lost' }, 'repeat'],
	[{ kind: 'response-lost', status: 503 }, 'repeat'],
	[{ kind: 'truncated-json' }, 'repeat'],
	[{ kind: 'return', code: THROTTLING }, 'wait'],
	[{ kind: 'return', code: 'orgQuotaInsufficient' }, 'fatal'],
	[{ kind: 'return', code: 'permissionDenied' }, 'fatal'],
	[{ kind: 'ip-ban' }, 'fatal'],
	[{ kind: 'ip-ban', format: 'json' }, 'fatal'],
];

const WITH_TOKEN: readonly Template[] = [...API_FAULTS, [{ kind: 'token-expired' }, 'logIn']];

const FAULTS: Readonly<Partial<Record<Operation, readonly Template[]>>> = {
	token: API_FAULTS,
	init: WITH_TOKEN,
	query: [
		...WITH_TOKEN,
		[{ kind: 'expire-url' }, 'sign'],
		[{ kind: 'short-batch' }, 'askAgain'],
		[{ kind: 'short-batch', omit: 100 }, 'askAgain'],
		[{ kind: 'shuffle-batch' }, 'harmless'],
		[{ kind: 'extra-parts', extra: 3 }, 'harmless'],
	],
	commit: WITH_TOKEN,
	listDentries: WITH_TOKEN,
	put: [
		[{ kind: 'return', status: 500 }, 'repeat'],
		[{ kind: 'return', status: 503, headers: { 'Retry-After': '5' } }, 'repeat'],
		[{ kind: 'return', status: 429 }, 'repeat'],
		[{ kind: 'return', code: 'RequestTimeout' }, 'repeat'],
		[{ kind: 'redirect', location: 'http://127.0.0.1:1/' }, 'repeat'],
		[{ kind: 'reset-before-response' }, 'repeat'],
		[{ kind: 'reset-after-bytes', bytes: 1 }, 'repeat'],
		[{ kind: 'reset-after-bytes', bytes: 70_000 }, 'repeat'],
		[{ kind: 'stop-reading', bytes: 1_000 }, 'repeat'],
		[{ kind: 'stall' }, 'repeat'],
		[{ kind: 'response-lost' }, 'repeat'],
		[{ kind: 'response-lost', status: 500 }, 'repeat'],
		[{ kind: 'wrong-etag' }, 'repeat'],
		[{ kind: 'flip-byte' }, 'repeat'],
		[{ kind: 'omit-etag' }, 'harmless'],
		[{ kind: 'slow', bytesPerSecond: 4_000_000 }, 'harmless'],
		[{ kind: 'truncated-json' }, 'harmless'],
		[{ kind: 'expire-url' }, 'sign'],
		[{ kind: 'return', code: 'SignatureDoesNotMatch' }, 'sign'],
		[{ kind: 'return', code: 'NoSuchUpload' }, 'fatal'],
		[{ kind: 'return', status: 400 }, 'fatal'],
	],
};

const templates = Object.entries(FAULTS).flatMap(([operation, list = []]) =>
	list.map(([effect, severity]) => ({ operation: operation as Operation, effect, severity })),
);

/** More faults in one script seldom show more, and each one costs time. */
const MAX_FAULTS = 5;

/** Silence is waited for, every time. */
const MAX_SILENCES = 2;
const SILENT: ReadonlyArray<Fault['kind']> = ['stall', 'stop-reading'];

const scriptedFault: fc.Arbitrary<ScriptedFault> = fc
	.record({
		// The data plane and the commit are where most can go wrong.
		template: fc.oneof(
			fc.constantFrom(...templates),
			fc.constantFrom(...templates.filter(({ operation }) => operation === 'put')),
			fc.constantFrom(...templates.filter(({ operation }) => operation === 'commit')),
		),
		count: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 6 })),
		partNumber: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
	})
	.map(({ template: { operation, effect, severity }, count: anyCount, partNumber }) => {
		const count = SILENT.includes(effect.kind) ? Math.min(anyCount, MAX_SILENCES) : anyCount;
		const fault = {
			...effect,
			operation,
			...(count > 1 && { count }),
			...(operation === 'put' && partNumber !== undefined && { partNumber }),
		};
		return { fault, severity };
	});

export const faultScript = fc.array(scriptedFault, { maxLength: MAX_FAULTS });

/** How many faults of a kind an upload has to live through, in one operation. Less than the documented attempts. */
const ENDURED: Readonly<Record<Severity, number>> = {
	harmless: Infinity,
	repeat: 4,
	sign: 2,
	wait: 8,
	logIn: 1,
	askAgain: 2,
	fatal: 0,
};

/** Where less than four repetitions have to do. */
const ENDURED_REPETITIONS: Partial<Record<Operation, number>> = {
	/** It is sent four times at most, since each time its file is looked for first. */
	commit: 3,
	/** Without any pause, the call after a login that was given up may still wait for that one. */
	token: 2,
};

function endured(severity: Severity, operation: Operation): number {
	const ofOperation = severity === 'repeat' ? ENDURED_REPETITIONS[operation] : undefined;
	return ofOperation ?? ENDURED[severity];
}

/** Whether an upload has to succeed in spite of the script. */
export function mustEndure(script: readonly ScriptedFault[]): boolean {
	const demands = new Map<string, number>();
	for (const { fault, severity } of script) {
		// What the storage and the signing call say of a signature costs the same renewals.
		const place = severity === 'sign' ? '' : fault.operation;
		const demand = `${severity} ${place}`;
		const total = (demands.get(demand) ?? 0) + (fault.count ?? 1);
		if (total > endured(severity, fault.operation)) return false;
		demands.set(demand, total);
	}
	const isHit = (operation: Operation) => script.some(({ fault }) => fault.operation === operation);
	const mustLogInAgain = script.some(({ severity }) => severity === 'logIn');
	// A login belongs to a call, so that its failures add up with those of the call.
	return !(isHit('token') && (mustLogInAgain || isHit('init')));
}

export const hits = (script: readonly ScriptedFault[], ...operations: Operation[]): boolean =>
	script.some(({ fault }) => operations.includes(fault.operation));

export const hasKind = (script: readonly ScriptedFault[], ...kinds: ReadonlyArray<Fault['kind']>): boolean =>
	script.some(({ fault }) => kinds.includes(fault.kind));

/** Whether a peer falls silent. */
export const hasSilence = (script: readonly ScriptedFault[]): boolean => hasKind(script, ...SILENT);

/** One line a fault, as one would set it by hand. */
export function describeScript(script: readonly ScriptedFault[]): string[] {
	return script.map(({ fault: { operation, kind, ...more }, severity }) => {
		const details = Object.entries(more).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
		return `${operation}: ${kind}${details.length > 0 ? ` { ${details.join(', ')} }` : ''} (${severity})`;
	});
}
