import { abortError, linkAbort, orAborted, throwIfAborted, type LinkedAbort } from './abort';
import type { ByteSource } from './byte-source';
import { UploadError } from './errors';
import { HostOrder } from './host-order';
import { normalizeOptions, type UploadOptions, type UploadSettings } from './options';
import { planParts, type PartPlan } from './part-plan';
import { runPartWindow } from './part-window';
import { Permits } from './permits';
import type { UploadSession } from './session';
import { SignedUrlWindow } from './signed-url-window';
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
		const file = await session.commit(uploadKey, plan.sizeBytes, abort.signal);
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

type StoredParts = ReadonlyMap<number, StoredPart>;

/** One slot more than parts may be in flight: it reads ahead while the others send. */
async function storeParts(
	source: ByteSource,
	plan: PartPlan,
	session: UploadSession<unknown>,
	uploadKey: string,
	settings: UploadSettings,
	abort: LinkedAbort,
): Promise<StoredParts> {
	const { clock, maxPartsInFlight } = settings;
	const { signal } = abort;
	const stored = new Map<number, StoredPart>();
	const startedAtMs = clock.now();
	let storedBytes = 0;

	const signatures = new SignedUrlWindow(session, uploadKey, plan.parts, maxPartsInFlight, clock.now, signal);
	const context = {
		settings,
		signatures,
		hosts: new HostOrder(),
		permits: new Permits(maxPartsInFlight),
		signal,
	};
	const bufferBytes = source.inMemory ? 0 : Math.min(plan.partSizeBytes, plan.sizeBytes);

	await runPartWindow(plan.parts, maxPartsInFlight + 1, abort, () => {
		const buffer = Buffer.allocUnsafeSlow(bufferBytes);
		return async (part) => {
			const bytes = await source.read(part, buffer, signal);
			stored.set(part.partNumber, await storePart(bytes, part, context));
			signatures.markStored(part.partNumber);
			storedBytes += part.sizeBytes;
			settings.onProgress({
				storedBytes,
				sizeBytes: plan.sizeBytes,
				storedParts: stored.size,
				parts: plan.parts.length,
				elapsedMs: clock.now() - startedAtMs,
			});
		};
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
