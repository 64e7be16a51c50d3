import type { LinkedAbort } from './abort';
import { HostOrder } from './host-order';
import type { UploadSettings } from './options';
import type { PartPlan, PlannedPart } from './part-plan';
import { runPartWindow } from './part-window';
import { PartsInFlight } from './parts-in-flight';
import type { UploadSession } from './session';
import { SignedUrlWindow } from './signed-url-window';
import type { ByteSource, PartBytes } from './source/byte-source';
import { PartBuffers } from './source/part-buffers';
import { SourceChanged } from './source/source-changed';
import { storePart, type StoredPart } from './store-part';

/** By part number. */
export type StoredParts = ReadonlyMap<number, StoredPart>;

export interface StorePartsContext {
	readonly session: UploadSession<unknown>;
	readonly uploadKey: string;
	readonly settings: UploadSettings;
	readonly abort: LinkedAbort;
}

/** Uploads side by side share one budget of the process, so that their number does not multiply it. */
const buffers = new PartBuffers();

/**
 * Has every part of the plan stored, and recorded in the journal. Parts that are in the journal already
 * are read and compared instead. One part more than may be in flight is in work: it is read while the
 * others are on the line.
 *
 * @throws SourceChanged where a part is not what the journal says
 */
export async function storeParts(
	source: ByteSource,
	plan: PartPlan,
	{ session, uploadKey, settings, abort }: StorePartsContext,
): Promise<StoredParts> {
	const { clock, journal, partsInFlight } = settings;
	const { signal } = abort;
	const stored = new Map<number, StoredPart>();
	const startedAtMs = clock.now();
	let storedBytes = 0;

	const inFlight = new PartsInFlight(partsInFlight, clock.now);
	const signatures = new SignedUrlWindow(
		session,
		uploadKey,
		plan.parts,
		inFlight,
		clock.now,
		signal,
		journal?.digests.keys(),
	);
	const context = { settings, signatures, hosts: new HostOrder(), inFlight, signal };

	const store = async (bytes: PartBytes, part: PlannedPart): Promise<StoredPart> => {
		const { partNumber } = part;
		const digest = journal?.digests.get(partNumber);
		if (digest !== undefined) return await compare(bytes, digest, signal);
		const done = await storePart(bytes, part, context);
		signatures.markStored(partNumber);
		// Nobody waits for this: at worst the part is sent again by a later run.
		if (done.digest) void journal?.record({ kind: 'stored', partNumber, digest: done.digest });
		return done;
	};

	const work = async (part: PlannedPart): Promise<void> => {
		const bytes = await source.read(part, buffers, signal);
		try {
			stored.set(part.partNumber, await store(bytes, part));
		} finally {
			bytes.release();
		}
		storedBytes += part.sizeBytes;
		settings.onProgress({
			storedBytes,
			sizeBytes: plan.sizeBytes,
			storedParts: stored.size,
			parts: plan.parts.length,
			elapsedMs: clock.now() - startedAtMs,
		});
	};

	const needsBytes = Math.min(plan.sizeBytes, plan.partSizeBytes * (partsInFlight.start + 1));
	const endProvision = buffers.provideFor(needsBytes);
	try {
		await runPartWindow(plan.parts, inFlight, abort, work);
	} finally {
		endProvision();
	}
	return stored;
}

/** A part of an earlier run counts only if its bytes are the same today. */
async function compare(bytes: PartBytes, digest: string, signal: AbortSignal): Promise<StoredPart> {
	if ((await bytes.md5(signal)) !== digest) throw new SourceChanged();
	return { attempts: 0, digest, verified: false };
}
