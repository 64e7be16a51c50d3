import { orAborted } from './abort';
import { UploadError } from './errors';
import type { PlannedPart } from './part-plan';
import type { SignedPart, UploadSession } from './session';

/** A signature counts as aged this long before it expires: the PUT has to reach the server in time. */
const MARGIN_MAX_MS = 30_000;
/** …or this share of its lifetime, where that is shorter. */
const MARGIN_SHARE = 0.1;

/** Signing stops looking ahead where, at the speed measured, this share of the lifetime would pass first. */
const LIFETIME_SHARE = 0.8;

/** Answers in a row that may come without the part a lane waits for. */
const MAX_FRUITLESS_SIGNINGS = 3;

interface Held {
	readonly part: SignedPart;
	readonly agesAtMs: number;
}

/**
 * Hands out signed parts and keeps some in stock: signs in batches ahead of the lanes, but no
 * further than the signatures live at the speed measured, and anew what has aged or was refused.
 * One signing call is under way at a time; lanes that wait share it.
 */
export class SignedUrlWindow {
	private readonly held = new Map<number, Held>();
	private readonly storedParts: Set<number>;
	private storedHere = 0;
	private readonly startedAtMs: number;
	private signing: Promise<void> | undefined;
	private lifetimeMs: number | undefined;

	constructor(
		private readonly session: Pick<UploadSession<unknown>, 'maxPartsPerSigning' | 'signParts'>,
		private readonly uploadKey: string,
		private readonly parts: readonly PlannedPart[],
		private readonly inFlight: { readonly limit: number },
		private readonly now: () => number,
		private readonly signal: AbortSignal,
		storedBefore: Iterable<number> = [],
	) {
		this.storedParts = new Set(storedBefore);
		this.startedAtMs = now();
	}

	/**
	 * A fresh signature for the part, in stock or as soon as it is signed.
	 * @throws UploadError `UPLOAD_SIGN_FAILED`, or what the session threw
	 */
	async get(partNumber: number): Promise<SignedPart> {
		for (let fruitless = 0; ; ) {
			const held = this.fresh(partNumber);
			if (held) {
				this.signAhead(partNumber);
				return held.part;
			}
			if (fruitless === MAX_FRUITLESS_SIGNINGS) throw noAddress(partNumber);
			const isShared = this.signing !== undefined;
			this.signing ??= this.sign(partNumber).finally(() => {
				this.signing = undefined;
			});
			await orAborted(this.signing, this.signal);
			if (!isShared) fruitless++;
		}
	}

	/** The storage refused this signature. Those of the same age would fare no better: all are signed anew. */
	discard(refused: SignedPart): void {
		if (this.held.get(refused.partNumber)?.part !== refused) return;
		for (const [partNumber, { part }] of this.held) {
			if (part.expiresAtMs <= refused.expiresAtMs) this.held.delete(partNumber);
		}
	}

	/** The part needs no signature any more; its pace is the measure for signing ahead. */
	markStored(partNumber: number): void {
		this.held.delete(partNumber);
		this.storedParts.add(partNumber);
		this.storedHere++;
	}

	private fresh(partNumber: number): Held | undefined {
		const held = this.held.get(partNumber);
		return held && held.agesAtMs > this.now() ? held : undefined;
	}

	/** Keeps two rounds of parts signed; a failure here waits for the lane that needs the part. */
	private signAhead(partNumber: number): void {
		if (this.signing) return;
		const ahead = this.parts.slice(partNumber, partNumber + 2 * this.inFlight.limit);
		const missing = ahead.find((part) => this.needsSigning(part.partNumber));
		if (missing === undefined) return;
		this.signing = this.sign(missing.partNumber)
			.catch(() => {})
			.finally(() => {
				this.signing = undefined;
			});
	}

	private needsSigning(partNumber: number): boolean {
		return !this.storedParts.has(partNumber) && this.fresh(partNumber) === undefined;
	}

	/**
	 * One signing call: this part, and the lowest of the others that need one. Parts are read side by side,
	 * so the first lane to ask need not be the one with the first part.
	 */
	private async sign(partNumber: number): Promise<void> {
		const wanted = [partNumber];
		const most = this.batchSize();
		for (const { partNumber: other } of this.parts) {
			if (wanted.length >= most) break;
			if (other !== partNumber && this.needsSigning(other)) wanted.push(other);
		}
		wanted.sort((a, b) => a - b);
		const askedAtMs = this.now();
		const signed = await this.session.signParts(this.uploadKey, wanted, this.signal);
		const asked = new Set(wanted);
		for (const part of signed) {
			if (!asked.has(part.partNumber) || part.resourceUrls.length === 0) continue;
			this.lifetimeMs = Math.max(0, part.expiresAtMs - askedAtMs);
			const marginMs = Math.min(MARGIN_MAX_MS, this.lifetimeMs * MARGIN_SHARE);
			this.held.set(part.partNumber, { part, agesAtMs: part.expiresAtMs - marginMs });
		}
	}

	/** As many as a call may carry, or as the measured pace can use before they age. */
	private batchSize(): number {
		const { maxPartsPerSigning } = this.session;
		if (this.lifetimeMs === undefined || this.storedHere === 0) return maxPartsPerSigning;
		const msPerPart = (this.now() - this.startedAtMs) / this.storedHere;
		const usable = Math.floor((this.lifetimeMs * LIFETIME_SHARE) / Math.max(msPerPart, 1e-3));
		return Math.min(maxPartsPerSigning, Math.max(this.inFlight.limit, usable));
	}
}

function noAddress(partNumber: number): UploadError {
	return new UploadError(
		'UPLOAD_SIGN_FAILED',
		`The service answered ${MAX_FRUITLESS_SIGNINGS} times without a usable address for part ${partNumber}`,
		{ partNumber },
	);
}
