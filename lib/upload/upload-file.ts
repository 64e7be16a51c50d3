import { abortError } from './abort';
import { UploadError } from './errors';
import { normalizeOptions, type UploadOptions } from './options';
import type { UploadSession } from './session';
import type { ByteSource } from './source/byte-source';
import { SourceChanged } from './source/source-changed';
import { UploadExpired } from './upload-expired';
import { runUpload, type UploadRun } from './upload-run';

export interface UploadResult<TFile> extends UploadRun<TFile> {
	/** Why all of the file was sent again, if it was. */
	readonly startedAnew: StartedAnew | undefined;
	readonly elapsedMs: number;
}

/**
 * The source is not what the earlier run sent; the service does not know the upload key any more; or the session
 * could not sign the upload again.
 */
export type StartedAnew = 'sourceChanged' | 'uploadGone' | 'uploadExpired';

/**
 * Uploads the whole source: open, plan, store every part, commit. Ends as one file with exactly
 * the source's bytes, or throws; a file is never committed unless every planned part was stored.
 * Goes on with an earlier run where the journal has a checkpoint, as far as it is still good.
 * Memory in part buffers is at most part size × (parts in flight + 1). The source is closed at the end.
 *
 * @throws UploadError, or what the session threw
 */
export async function uploadFile<TFile>(
	source: ByteSource,
	session: UploadSession<TFile>,
	options: UploadOptions,
): Promise<UploadResult<TFile>> {
	try {
		const settings = normalizeOptions(options);
		const { clock, journal } = settings;
		const startedAtMs = clock.now();
		const run = () => runUpload(source, session, settings, options.signal);
		const finish = (done: UploadRun<TFile>, startedAnew?: StartedAnew): UploadResult<TFile> => {
			return { ...done, startedAnew, elapsedMs: clock.now() - startedAtMs };
		};

		const isResumed = journal?.checkpoint !== undefined;
		try {
			return finish(await run());
		} catch (error) {
			const reason = reasonToStartAnew(error, session, isResumed);
			if (reason === undefined) throw error;
			journal?.forget();
			await source.rewind();
			return finish(await run(), reason);
		}
	} catch (error) {
		if (!options.signal?.aborted) throw error;
		// What a request in flight made of the stop does not matter; that it was a stop does.
		throw abortError(options.signal, isStoppedAtCommit(error) ? { isCommitSent: true } : {});
	} finally {
		await source.close();
	}
}

function isStoppedAtCommit(error: unknown): boolean {
	return error instanceof UploadError && error.facts.isCommitSent === true;
}

/** Object storage answers a part of an upload that it has ended, or cleaned up, with this code. */
const UPLOAD_GONE = 'NoSuchUpload';

function reasonToStartAnew(
	error: unknown,
	session: UploadSession<unknown>,
	isResumed: boolean,
): StartedAnew | undefined {
	if (error instanceof UploadExpired) return 'uploadExpired';
	if (!isResumed) return undefined;
	if (error instanceof SourceChanged) return 'sourceChanged';
	const isGone = error instanceof UploadError && error.facts.reason === UPLOAD_GONE;
	return isGone || session.isUploadGone(error) ? 'uploadGone' : undefined;
}
