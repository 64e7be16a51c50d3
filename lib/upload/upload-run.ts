import { abortError, linkAbort, orAborted, throwIfAborted } from './abort';
import { UploadError } from './errors';
import type { UploadSettings } from './options';
import { planParts, type PartPlan } from './part-plan';
import type { CommitOfParts, UploadSession } from './session';
import type { ByteSource } from './source/byte-source';
import { SourceChanged } from './source/source-changed';
import type { StoredPart } from './store-part';
import { storeParts, type StoredParts } from './store-parts';

/** What one run of an upload, from its start or its checkpoint to the file, has come to. */
export interface UploadRun<TFile> {
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
	/** Parts that an earlier run had stored; they were read and compared, and not sent again. */
	readonly resumedParts: number;
}

/**
 * Runs an upload once, from the journal's checkpoint on, if there is one.
 * @throws SourceChanged where the source does not fit the checkpoint; UploadError, or what the session threw
 */
export async function runUpload<TFile>(
	source: ByteSource,
	session: UploadSession<TFile>,
	settings: UploadSettings,
	stop: AbortSignal | undefined,
): Promise<UploadRun<TFile>> {
	const { journal, clock } = settings;
	const abort = linkAbort(stop);
	const { signal } = abort;
	try {
		const checkpoint = journal?.checkpoint;
		if (checkpoint && checkpoint.sizeBytes !== source.sizeBytes) throw new SourceChanged();
		const plan = planParts(source.sizeBytes, checkpoint?.partSizeBytes ?? settings.partSizeBytes);
		throwIfAborted(signal);

		const uploadKey = checkpoint?.uploadKey ?? (await open(plan, session, settings, signal));
		const stored = await storeParts(source, plan, { session, uploadKey, settings, abort });
		await source.assertEnd(signal);
		assertComplete(plan, stored, uploadKey);
		throwIfAborted(signal);

		const commit = { uploadKey, sizeBytes: plan.sizeBytes, unclearSinceMs: checkpoint?.commitUnclearSinceMs };
		if (journal) await orAborted(journal.record({ kind: 'committing', atMs: clock.now() }), signal);
		const file = await commitOnRecord(commit, session, settings, signal);
		return {
			file,
			uploadKey,
			sizeBytes: plan.sizeBytes,
			parts: plan.parts.length,
			partSizeBytes: plan.partSizeBytes,
			retries: sum(stored, (part) => Math.max(0, part.attempts - 1)),
			verifiedParts: sum(stored, (part) => (part.verified ? 1 : 0)),
			resumedParts: sum(stored, (part) => (part.attempts === 0 ? 1 : 0)),
		};
	} finally {
		abort.dispose();
	}
}

async function open(
	{ sizeBytes, partSizeBytes }: PartPlan,
	session: UploadSession<unknown>,
	{ journal }: UploadSettings,
	signal: AbortSignal,
): Promise<string> {
	const uploadKey = await orAborted(session.open(sizeBytes, signal), signal);
	await journal?.record({ kind: 'opened', uploadKey, sizeBytes, partSizeBytes });
	return uploadKey;
}

async function commitOnRecord<TFile>(
	commit: CommitOfParts,
	session: UploadSession<TFile>,
	{ journal }: UploadSettings,
	signal: AbortSignal,
): Promise<TFile> {
	try {
		return await session.commit(commit, signal);
	} catch (error) {
		if (signal.aborted) throw abortError(signal, { isCommitSent: true });
		if (!session.isCommitUnclear(error)) await journal?.record({ kind: 'commitRefused' });
		throw error;
	}
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
