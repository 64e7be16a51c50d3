import { abortError, linkAbort, orAborted, throwIfAborted, type LinkedAbort } from './abort';
import { UploadError } from './errors';
import { HostOrder } from './host-order';
import { normalizeOptions, type UploadOptions, type UploadSettings } from './options';
import { planParts, type PartPlan } from './part-plan';
import { runPartWindow } from './part-window';
import { PartsInFlight } from './parts-in-flight';
import type { UploadSession } from './session';
import { SignedUrlWindow } from './signed-url-window';
import type { ByteSource } from './source/byte-source';
import { PartBuffers } from './source/part-buffers';
import { storePart, type StoredPart } from './store-part';

export interface UploadResult<TFile> {
	/** What the session's commit answered. */
	readonly file: TFile;
	readonly uploadKey: string;
	readonly sizeBytes: number;
	readonly parts: number;
	readonly partSizeBytes: number;
	/** PUTs beyond the first one of each part. */
	readonly retries: number;
	/** Parts whose ETag was compared with the bytes sent. */
	readonly verifiedParts: number;
	readonly elapsedMs: number;
}

/**
 * Uploads the whole source: open, plan, store every part, commit. Ends as one file with exactly
 * the source's bytes, or throws; a file is never committed unless every planned part was stored.
 * Memory in part buffers is at most part size × (parts in flight + 1). The source is closed at the end.
 *
 * @throws UploadError, or what the session threw
 */
export async function uploadFile<TFile>(
	source: ByteSource,
	session: UploadSession<TFile>,
	options: UploadOptions,
): Promise<UploadResult<TFile>> {
	const abort = linkAbort(options.signal);
	try {
		const settings = normalizeOptions(options);
		const plan = planParts(source.sizeBytes, settings.partSizeBytes);
		throwIfAborted(abort.signal);

		const startedAtMs = settings.clock.now();
		const uploadKey = await orAborted(session.open(plan.sizeBytes, abort.signal), abort.signal);
		const stored = await storeParts(source, plan, session, uploadKey, settings, abort);
		await source.assertEnd(abort.signal);
		assertComplete(plan, stored, uploadKey);
		throwIfAborted(abort.signal);
		const file = await session.commit({ uploadKey, sizeBytes: plan.sizeBytes }, abort.signal);
		return {
			file,
			uploadKey,
			sizeBytes: plan.sizeBytes,
			parts: plan.parts.length,
			partSizeBytes: plan.partSizeBytes,
			retries: sum(stored, (part) => part.attempts - 1),
			verifiedParts: sum(stored, (part) => (part.verified ? 1 : 0)),
			elapsedMs: settings.clock.now() - startedAtMs,
		};
	} catch (error) {
		// What a request in flight made of the stop does not matter; that it was a stop does.
		throw options.signal?.aborted ? abortError(options.signal) : error;
	} finally {
		abort.dispose();
		await source.close();
	}
}

/** Uploads side by side share one budget of the process, so that their number does not multiply it. */
const buffers = new PartBuffers();

type StoredParts = ReadonlyMap<number, StoredPart>;

/** One part more than may be in flight is in work: it is read while the others are on the line. */
async function storeParts(
	source: ByteSource,
	plan: PartPlan,
	session: UploadSession<unknown>,
	uploadKey: string,
	settings: UploadSettings,
	abort: LinkedAbort,
): Promise<StoredParts> {
	const { clock, partsInFlight } = settings;
	const { signal } = abort;
	const stored = new Map<number, StoredPart>();
	const startedAtMs = clock.now();
	let storedBytes = 0;

	buffers.provideFor(Math.min(plan.sizeBytes, plan.partSizeBytes * (partsInFlight.start + 1)));
	const inFlight = new PartsInFlight(partsInFlight, clock.now);
	const signatures = new SignedUrlWindow(session, uploadKey, plan.parts, inFlight, clock.now, signal);
	const context = { settings, signatures, hosts: new HostOrder(), inFlight, signal };

	await runPartWindow(plan.parts, inFlight, abort, async (part) => {
		const bytes = await source.read(part, buffers, signal);
		try {
			stored.set(part.partNumber, await storePart(bytes, part, context));
		} finally {
			bytes.release();
		}
		signatures.markStored(part.partNumber);
		storedBytes += part.sizeBytes;
		settings.onProgress({
			storedBytes,
			sizeBytes: plan.sizeBytes,
			storedParts: stored.size,
			parts: plan.parts.length,
			elapsedMs: clock.now() - startedAtMs,
		});
	});
	return stored;
}

/** The commit carries no list of parts, so nobody after this would notice a missing one. */
function assertComplete(plan: PartPlan, stored: StoredParts, uploadKey: string): void {
	const missing = plan.parts.filter((part) => !stored.has(part.partNumber));
	const plannedBytes = plan.parts.reduce((total, part) => total + part.sizeBytes, 0);
	if (missing.length === 0 && plannedBytes === plan.sizeBytes) return;
	throw new UploadError(
		'UPLOAD_INCOMPLETE',
		`${missing.length} of ${plan.parts.length} parts were not stored`,
		{ uploadKey, partNumber: missing[0]?.partNumber },
	);
}

function sum(stored: StoredParts, count: (part: StoredPart) => number): number {
	let total = 0;
	for (const part of stored.values()) total += count(part);
	return total;
}
