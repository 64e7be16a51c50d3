import { backoffDelayMs } from './backoff';
import { UploadError, type UploadErrorCode } from './errors';
import { hostOf, type HostOrder } from './host-order';
import { isUntrusted } from './network-codes';
import type { UploadSettings } from './options';
import type { PlannedPart } from './part-plan';
import type { PartsInFlight } from './parts-in-flight';
import { ProxyFailure } from './proxy';
import { putPart, type FailedPut, type PutOutcome } from './put-part';
import { react } from './retry-policy';
import type { SignedPart } from './session';
import type { PartBytes } from './source/byte-source';
import type { SignedUrlWindow } from './signed-url-window';

export interface StoredPart {
	/** PUTs; none where an earlier run had stored it. */
	readonly attempts: number;
	/** MD5 of its bytes in upper-case hex, where somebody compares or keeps it. */
	readonly digest: string | undefined;
	readonly verified: boolean;
}

export interface StorePartContext {
	readonly settings: UploadSettings;
	readonly signatures: SignedUrlWindow;
	readonly hosts: HostOrder;
	/** As many as parts may be on the line; a part that waits for its next attempt holds none. */
	readonly inFlight: PartsInFlight;
	readonly signal: AbortSignal;
}

/** A fresh signature that is refused too means that signing anew is no cure: a changed header, a wrong key. */
const MAX_RENEWALS = 2;

/**
 * Sends one part until it is stored, or until its attempts are used up. The bytes can be had again
 * all along, so that every attempt sends the same.
 *
 * @throws UploadError `UPLOAD_PART_FAILED`, `UPLOAD_PROXY_FAILED`, `UPLOAD_HOST_UNTRUSTED`, `UPLOAD_URL_REFUSED`,
 * `UPLOAD_ABORTED`
 */
export async function storePart(
	bytes: PartBytes,
	part: PlannedPart,
	context: StorePartContext,
): Promise<StoredPart> {
	const { settings, signatures, hosts, inFlight, signal } = context;
	const { clock, maxAttempts } = settings;
	let renewals = 0;
	/** A host that answers others may still break this part's connection; the part alone tries elsewhere. */
	let turn = 0;
	for (let attempts = 1; ; attempts++) {
		const { outcome, signed, resourceUrl } = await attempt(bytes, part, turn, context);
		if (outcome.kind === 'stored') {
			hosts.markReachable(resourceUrl);
			return { attempts, digest: outcome.digest, verified: outcome.verified };
		}
		const reaction = react(outcome);
		const isRenewal = reaction.action === 'renew';
		const isLast = attempts >= maxAttempts || (isRenewal && ++renewals > MAX_RENEWALS);
		if (reaction.action === 'giveUp' || isLast) {
			throw failure(outcome, part, attempts, hostOf(resourceUrl));
		}
		if (reaction.action !== 'nextUrl' && outcome.kind !== 'corrupt') inFlight.shrink();
		if (isRenewal) {
			signatures.discard(signed);
			continue;
		}
		if (reaction.action === 'nextUrl') {
			hosts.markUnreachable(resourceUrl, reaction.isForGood);
			if (hosts.isAnyInReach(signed.resourceUrls)) continue;
			if (hosts.isHopeless(signed.resourceUrls)) throw failure(outcome, part, attempts, hostOf(resourceUrl));
		}
		if (outcome.kind === 'network' || outcome.kind === 'stalled') turn++;
		const askedForMs = (reaction.action === 'retry' ? reaction.retryAfterMs : undefined) ?? 0;
		await clock.sleep(Math.max(askedForMs, backoffDelayMs(attempts, clock.random())), signal);
	}
}

interface Attempt {
	readonly outcome: PutOutcome;
	readonly signed: SignedPart;
	readonly resourceUrl: string;
}

/** Chooses signature and host only when it is the part's turn: what was good before may have aged or gone. */
async function attempt(
	bytes: PartBytes,
	part: PlannedPart,
	turn: number,
	{ settings, signatures, hosts, inFlight, signal }: StorePartContext,
): Promise<Attempt> {
	const { storage, verifyParts, stallTimeoutMs, clock } = settings;
	const release = await inFlight.permits.acquire(signal);
	try {
		return await storage.withConnection(signal, async () => {
			const signed = await signatures.get(part.partNumber);
			const resourceUrl = hosts.choose(signed.resourceUrls, turn);
			const outcome = await putPart(bytes, signed, resourceUrl, {
				storage,
				verifyParts,
				wantsDigest: settings.journal !== undefined,
				stallTimeoutMs,
				signal,
				now: clock.now,
				onSent: (sentBytes) => inFlight.sent(sentBytes),
			});
			return { outcome, signed, resourceUrl };
		});
	} finally {
		release();
	}
}

function failure(outcome: FailedPut, part: PlannedPart, attempts: number, host: string): UploadError {
	const { partNumber } = part;
	if (outcome.kind === 'unsendable') return outcome.error;
	if (outcome.kind === 'aborted') return new UploadError('UPLOAD_ABORTED', 'The upload was stopped');
	return new UploadError(
		codeOf(outcome),
		`Part ${partNumber} could not be stored: ${describe(outcome)}`,
		{
			partNumber,
			attempts,
			host,
			status: outcome.kind === 'refused' ? outcome.status : undefined,
			reason: reasonOf(outcome),
			proxy: proxyOf(outcome),
		},
		{ cause: outcome.kind === 'network' ? outcome.cause : undefined },
	);
}

function codeOf(outcome: FailedPut): UploadErrorCode {
	if (proxyOf(outcome) !== undefined) return 'UPLOAD_PROXY_FAILED';
	const isOfTrust = outcome.kind === 'network' && isUntrusted(outcome.code);
	return isOfTrust ? 'UPLOAD_HOST_UNTRUSTED' : 'UPLOAD_PART_FAILED';
}

function proxyOf(outcome: FailedPut): string | undefined {
	return outcome.kind === 'network' && outcome.cause instanceof ProxyFailure
		? outcome.cause.proxy
		: undefined;
}

function describe(outcome: FailedPut): string {
	switch (outcome.kind) {
		case 'refused':
			return `the storage answered with status ${outcome.status}`;
		case 'corrupt':
			return 'the storage reported another checksum than that of the bytes sent';
		case 'stalled':
			return 'the connection stalled';
		default:
			return 'the connection to the storage failed';
	}
}

function reasonOf(outcome: FailedPut): string | undefined {
	switch (outcome.kind) {
		case 'refused':
			return outcome.storageCode;
		case 'network':
			return outcome.code;
		default:
			return outcome.kind;
	}
}
