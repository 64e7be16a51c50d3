import { abortableSleep, type SignedPart, type UploadSession } from '../upload';
import { DingTalkError } from './errors';
import { openPreChecked } from './pre-check';
import { isUploadGone, settleCommit, type CommitClock } from './settle-commit';
import { SiblingCommits } from './sibling-commits';
import { MAX_PART_NUMBERS_PER_QUERY, type StorageApi } from './storage-api';
import type { UploadTarget } from './upload-target';
import type { Dentry } from './wire';

export interface SessionOptions {
	/** Time and chance, for tests that must not wait. */
	readonly clock?: Partial<CommitClock>;
	readonly siblings?: SiblingCommits;
}

/** The commits of this process, whichever execution they belong to. */
const sharedSiblings = new SiblingCommits();

/** An upload session of DingTalk's storage. */
export function createUploadSession(
	api: StorageApi,
	target: UploadTarget,
	{ clock: given, siblings = sharedSiblings }: SessionOptions = {},
): UploadSession<Dentry> {
	const { spaceId, unionId, preferIntranet, preferRegion } = target;
	const clock = { now: Date.now, random: Math.random, sleep: abortableSleep, ...given };
	return {
		maxPartsPerSigning: MAX_PART_NUMBERS_PER_QUERY,

		async open(sizeBytes, signal) {
			return await openPreChecked(target, sizeBytes, async (preCheckParam) => {
				const option = { preCheckParam, preferRegion };
				return (await api.initMultipartFileUpload(spaceId, unionId, option, signal)).uploadKey;
			});
		},

		async signParts(uploadKey, partNumbers, signal): Promise<SignedPart[]> {
			// The signatures' time runs from a moment after this one, so no URL is believed to live longer than it does.
			const askedAtMs = clock.now();
			const query = { uploadKey, partNumbers, preferIntranet };
			const infos = await api.getMultipartFileUploadInfos(unionId, query, signal);
			return infos.map(({ partNumber, resourceUrls, headers, expirationSeconds }) => ({
				partNumber,
				resourceUrls,
				headers,
				expiresAtMs: askedAtMs + expirationSeconds * 1000,
			}));
		},

		async commit(commit, signal) {
			return await settleCommit(commit, { api, target, siblings, clock, signal });
		},

		isUploadGone,
		isCommitUnclear: (error) => DingTalkError.is(error) && error.facts.unclearSinceMs !== undefined,
	};
}
